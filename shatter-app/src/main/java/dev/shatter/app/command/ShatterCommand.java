package dev.shatter.app.command;

import dev.shatter.app.Terminal;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root of the command tree. */
@Command(
        name = "shatter",
        description = "A laboratory for generalisation in deep learning.",
        versionProvider = VersionCommand.class,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "Start with 'shatter quickstart'; 'shatter COMMAND --help' says more.",
            "Exit codes: 0 done, 1 a fault of Shatter, 2 bad input, 3 data contradict a certificate, 130 interrupted."
        })
public final class ShatterCommand implements Runnable {
    /** In the order of the help. A new command is one class and its name here. */
    private static final List<Class<?>> COMMANDS = List.of(
            QuickstartCommand.class,
            TrainCommand.class,
            RunCommand.class,
            RunsCommand.class,
            AlterCommand.class,
            MeasureCommand.class,
            CurvatureCommand.class,
            BayesCommand.class,
            CertifyCommand.class,
            LandscapeCommand.class,
            ReportCommand.class,
            StudyCommand.class,
            CalcCommand.class,
            InformationCommand.class,
            DataCommand.class,
            NetCommand.class,
            KernelCommand.class,
            BenchCommand.class,
            DoctorCommand.class,
            VersionCommand.class,
            CompletionCommand.class,
            WorkerCommand.class);

    private static final OptionSpec HELP = OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .scopeType(ScopeType.INHERIT)
            .description("say what a command does")
            .build();

    private static final OptionSpec VERSION = OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("say the version, what it was built with and the processor found")
            .build();

    private final Terminal terminal;

    @Spec
    private CommandSpec command;

    private ShatterCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * The command tree for this command line.
     *
     * @param args as typed; only the branch that the first one names is made in full, since reading the annotations of
     *     every branch is most of the start-up time. The others are there by name and description.
     */
    public static CommandLine line(Terminal terminal, String... args) {
        String named = args.length == 0 ? "" : args[0];
        boolean whole = named.equals("completion");
        CommandLine line = new CommandLine(new ShatterCommand(terminal));
        for (Class<?> type : COMMANDS) {
            Command command = type.getAnnotation(Command.class);
            if (whole || command.name().equals(named)) {
                // A command line of its own, since only that applies what a command adds to its options.
                line.addSubcommand(command.name(), new CommandLine(type));
            } else {
                CommandSpec sign = CommandSpec.create().name(command.name());
                sign.usageMessage().description(command.description()).hidden(command.hidden());
                line.addSubcommand(command.name(), sign);
            }
        }
        line.getCommandSpec().addOption(VERSION);
        // Last, for it is handed down to the commands that are there.
        line.getCommandSpec().addOption(HELP);
        return line;
    }

    Terminal terminal() {
        return terminal;
    }

    @Override
    public void run() {
        command.commandLine().usage(command.commandLine().getOut());
    }
}
