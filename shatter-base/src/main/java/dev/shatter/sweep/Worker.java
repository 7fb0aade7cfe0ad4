package dev.shatter.sweep;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shatter.core.Json;
import dev.shatter.spec.Spec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The child's side of a {@link ProcessPool}: reads a list of tasks a line from standard input, runs them, answers with
 * a line a piece of news on standard output.
 *
 * <p>When standard input ends in mid-run the parent is gone, and so is this process, at once: stores survive that.
 */
public final class Worker implements GroupListener {
    /** Exit code of an orphan, the one a shell shows for SIGTERM. */
    static final int ORPHANED = 143;

    private final BlockingQueue<Optional<String>> orders = new LinkedBlockingQueue<>();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final PrintWriter out;
    private final TrackedRunner runner;
    private final Runnable orphaned;

    Worker(PrintWriter out, TrackedRunner runner, Runnable orphaned) {
        this.out = out;
        this.runner = runner;
        this.orphaned = orphaned;
    }

    /**
     * Serves the parent until it closes {@code in}.
     *
     * @param in this process's standard input
     * @param out this process's standard output; lines that others print to it are ignored by the parent
     */
    public static void serve(InputStream in, PrintWriter out, TrackedRunner runner) {
        new Worker(out, runner, () -> Runtime.getRuntime().halt(ORPHANED)).serve(in);
    }

    void serve(InputStream in) {
        Thread reader = new Thread(() -> read(in), "orders");
        reader.setDaemon(true);
        reader.start();
        try {
            for (Optional<String> order = orders.take(); order.isPresent(); order = orders.take()) {
                answer(order.get());
                unanswered.decrementAndGet();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(InputStream in) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                unanswered.incrementAndGet();
                orders.add(Optional.of(line));
            }
        } catch (IOException e) {
            // A broken pipe is the same news as its end.
        }
        if (unanswered.get() > 0) {
            orphaned.run();
        }
        orders.add(Optional.empty());
    }

    private void answer(String order) {
        List<Task> tasks = Task.readOrder(order);
        if (tasks.size() > 1) {
            runner.runAll(tasks, this);
        } else {
            Task task = tasks.get(0);
            ended(InProcess.attempt(runner, task, fraction -> at(task.spec(), fraction)));
        }
    }

    @Override
    public void at(Spec spec, double fraction) {
        say(Json.mapper().createObjectNode().put("run", spec.id()).put("fraction", fraction));
    }

    @Override
    public void ended(Outcome outcome) {
        ObjectNode news =
                Json.mapper().createObjectNode().put("run", outcome.spec().id());
        say(outcome instanceof Outcome.Failed failed ? news.put("failed", failed.sentence()) : news.put("done", true));
    }

    private synchronized void say(ObjectNode news) {
        // Native code may print to the same file descriptor: every answer begins a line of its own.
        out.print("\n" + Json.canonical(news) + "\n");
        out.flush();
    }
}
