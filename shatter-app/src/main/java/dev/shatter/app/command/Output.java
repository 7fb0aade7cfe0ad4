package dev.shatter.app.command;

import dev.shatter.app.Console;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of every command that prints a result, and the console they ask for. */
final class Output {
    @Option(names = "--json", description = "answer with one JSON value on standard output")
    private boolean json;

    @Option(
            names = {"-q", "--quiet"},
            description = "no notes and no progress on standard error")
    private boolean quiet;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Where the command prints. */
    Console console() {
        ShatterCommand root = (ShatterCommand) command.root().userObject();
        return new Console(
                command.commandLine().getOut(), command.commandLine().getErr(), root.terminal(), json, quiet);
    }
}
