package dev.shatter.app;

import dev.shatter.app.command.ShatterCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import picocli.CommandLine;

/** The entry point: parse, call a room, print, exit. */
public final class Main {
    private Main() {}

    /** Runs one command line and ends the process with its code, see {@link ExitCodes}. */
    public static void main(String[] args) {
        // UTF-8 whatever the locale: under POSIX the JDK would print '?' for '±' and '√'.
        StandardOutput written = new StandardOutput(new FileOutputStream(FileDescriptor.out));
        PrintStream out = new PrintStream(written, false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8);
        int code = run(out, err, Terminal.ofProcess(), args);
        out.flush();
        String lost = written.lost();
        if (lost != null) {
            code = new Failures(writer(err)).output(lost, code);
        }
        err.flush();
        // exit, not return: native and server threads may still be alive.
        System.exit(code);
    }

    /** Runs one command line in this process, printing to these streams; for tests and other front ends. */
    public static int run(PrintStream out, PrintStream err, Terminal terminal, String... args) {
        PrintWriter errors = writer(err);
        Failures failures = new Failures(errors);
        try {
            String[] words = asked(args);
            CommandLine line = commandLine(terminal, words);
            line.setOut(writer(out));
            line.setErr(errors);
            line.setParameterExceptionHandler(failures::usage);
            line.setExecutionExceptionHandler(failures::execution);
            return line.execute(words);
        } catch (Throwable fault) {
            // Errors (memory, linkage) pass picocli's handlers by.
            return failures.code("shatter", fault);
        }
    }

    /** The whole command tree, or only the branch that {@code args} name: the others cost start-up time. */
    static CommandLine commandLine(Terminal terminal, String... args) {
        CommandLine line = ShatterCommand.line(terminal, args);
        line.setUsageHelpWidth(Math.min(terminal.columns(), 100));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(
                terminal.colour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
        return line;
    }

    /** {@code help train} is another way to say {@code train --help}. */
    private static String[] asked(String[] args) {
        if (args.length == 0 || !args[0].equals("help")) {
            return args;
        }
        String[] words = Arrays.copyOfRange(args, 1, args.length + 1);
        words[words.length - 1] = "--help";
        return words;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }
}
