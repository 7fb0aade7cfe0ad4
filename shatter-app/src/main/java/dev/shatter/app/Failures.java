package dev.shatter.app;

import dev.shatter.core.BadInput;
import java.io.PrintWriter;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import picocli.CommandLine;

/** Turns whatever went wrong into one line on standard error and an exit code: the only place that does. */
final class Failures {
    private final PrintWriter err;

    Failures(PrintWriter err) {
        this.err = err;
    }

    /** Bad usage, as picocli found it. */
    int usage(CommandLine.ParameterException problem, String[] args) {
        if (problem.getCause() instanceof BadInput bad) {
            return say(bad.sentence(), ExitCodes.BAD_INPUT);
        }
        CommandLine line = problem.getCommandLine();
        String command = line.getCommandSpec().qualifiedName();
        List<String> suggestions = List.of();
        String message = String.valueOf(problem.getMessage()).strip();
        if (problem instanceof CommandLine.UnmatchedArgumentException unmatched) {
            String first = unmatched.getUnmatched().get(0);
            boolean group = !line.getSubcommands().isEmpty();
            suggestions = Synonyms.of(first, line).map(List::of).orElseGet(unmatched::getSuggestions);
            message = unmatched.isUnknownOption()
                    ? "there is no option '" + first + "'"
                    : "'" + first + (group ? "' is not a command" : "' is one argument too many");
        } else if (message.equals("Missing required subcommand")) {
            message = "a command is missing";
            suggestions = List.copyOf(line.getSubcommands().keySet());
        }
        message = message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
        String near = suggestions.isEmpty() ? "" : "did you mean " + String.join(" or ", suggestions) + "? ";
        return say(
                command + ": " + message.replaceAll("[.\\s]+$", "") + "; " + near + "see '" + command + " --help'.",
                ExitCodes.BAD_INPUT);
    }

    /** Whatever a command threw. */
    int execution(Exception problem, CommandLine line, CommandLine.ParseResult parsed) {
        if (problem instanceof CommandLine.ParameterException usage) {
            return usage(usage, new String[0]);
        }
        return code(line.getCommandSpec().qualifiedName(), problem);
    }

    /** Prints the sentence for {@code problem} and returns its exit code. */
    int code(String command, Throwable problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof BadInput bad) {
                return say(bad.sentence(), ExitCodes.BAD_INPUT);
            }
            if (cause instanceof InterruptedException
                    || cause instanceof CancellationException
                    || cause instanceof ClosedByInterruptException) {
                return say(command + ": interrupted; what was stored stays.", ExitCodes.INTERRUPTED);
            }
            if (String.valueOf(cause.getMessage()).contains("No space left on device")) {
                return say(
                        command + ": the disk is full; free some space and start again: what was stored stays.",
                        ExitCodes.BAD_INPUT);
            }
        }
        String what = problem instanceof OutOfMemoryError
                ? "memory ran out"
                : "stopped by a fault of Shatter (" + describe(problem) + ")";
        return say(command + ": " + what + "; " + LogFile.record(command, problem) + ".", ExitCodes.FAILED);
    }

    /** What was printed is lost: that is an error unless a worse one was told. */
    int output(String reason, int code) {
        String remedy = reason.contains("No space left") ? "free some space" : "send it elsewhere";
        int told = say(
                "standard output: cannot be written (" + reason + "); " + remedy + " and run the command again.",
                ExitCodes.BAD_INPUT);
        return code == ExitCodes.OK ? told : code;
    }

    private int say(String sentence, int code) {
        // Names of files may hold line breaks or sequences that steer a terminal.
        err.println(sentence.replaceAll("\\s*\\R\\s*", " ").replaceAll("\\p{Cntrl}", "\ufffd"));
        err.flush();
        return code;
    }

    private static String describe(Throwable problem) {
        String message = problem.getMessage();
        // The first line only: torch appends its own C++ stack trace to messages.
        String first =
                message == null ? "" : message.strip().lines().findFirst().orElse("");
        return problem.getClass().getSimpleName() + (first.isEmpty() ? "" : ": " + first);
    }
}
