package dev.shatter.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.shatter.core.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The parent's side of a child process that serves as a {@link Worker}. */
final class Child implements AutoCloseable {
    /** How long an idle child may take to end once its input is closed. */
    private static final long PATIENCE_SECONDS = 5;

    private final Process process;
    private final Writer orders;
    private final BufferedReader lines;

    private Child(Process process) {
        this.process = process;
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
        this.lines = process.inputReader(StandardCharsets.UTF_8);
    }

    /** The child is no more, or speaks nonsense. */
    static final class Died extends Exception {
        private static final long serialVersionUID = 1L;

        Died(String reason) {
            super(reason);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    static Child start(List<String> command, Path log) throws Died {
        try {
            Path folder = log.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
            return new Child(builder.start());
        } catch (IOException e) {
            throw new Died("it could not be started: " + e.getMessage());
        }
    }

    /**
     * Has the child carry out tasks.
     *
     * @param answers told how far each is, and once how it ended: the sentence why it failed, empty if its run is in the
     *     store
     */
    void run(List<Task> tasks, Answers answers) throws Died {
        try {
            orders.write(Task.order(tasks) + "\n");
            orders.flush();
            int left = tasks.size();
            while (left > 0) {
                String line = lines.readLine();
                if (line == null) {
                    throw new Died(exit());
                }
                if (!line.startsWith("{")) {
                    // What native code prints; an answer is a JSON object.
                    continue;
                }
                JsonNode news = Json.mapper().readTree(line);
                String id = news.path("run").asText();
                if (news.has("failed") || news.has("done")) {
                    answers.ended(id, news.path("failed").asText());
                    left--;
                } else {
                    answers.at(id, news.path("fraction").asDouble());
                }
            }
        } catch (JsonProcessingException e) {
            throw new Died("it answered with something that is not an answer");
        } catch (IOException e) {
            // Broken pipe: the exit code says more.
            throw new Died(exit());
        }
    }

    /** Hears of runs by their ids. */
    interface Answers {
        void at(String id, double fraction);

        void ended(String id, String failure);
    }

    private String exit() {
        try {
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    ? "exit code " + process.exitValue()
                    : "it closed its output";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    /** Closes its input; a child in mid-run halts at that, an idle one ends; one that does neither is killed. */
    @Override
    public void close() {
        try {
            orders.close();
        } catch (IOException e) {
            // It has gone already.
        }
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
