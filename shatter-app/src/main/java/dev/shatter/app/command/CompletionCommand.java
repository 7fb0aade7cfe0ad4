package dev.shatter.app.command;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints a script that completes commands and options in bash and zsh. */
@Command(name = "completion", description = "print a completion script for bash and zsh: source <(shatter completion)")
final class CompletionCommand implements Runnable {
    @Spec
    private CommandSpec command;

    @Override
    public void run() {
        command.commandLine()
                .getOut()
                .print(AutoComplete.bash("shatter", command.root().commandLine()));
        command.commandLine().getOut().flush();
    }
}
