package dev.shatter.sweep;

import dev.shatter.core.BadInput;
import dev.shatter.run.Run;
import dev.shatter.run.RunStore;
import dev.shatter.run.Trace;
import dev.shatter.spec.Spec;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.DoubleConsumer;

/** A runner whose runs fail as their spec's data says; also the main class of a child process. */
final class Mishaps implements TrackedRunner {
    /** Whether this process is a child, whose standard output is read by its parent. */
    private static boolean child;

    private final RunStore store;
    private final InventedLab lab;

    Mishaps(RunStore store) {
        this.store = store;
        this.lab = new InventedLab(store, Mishaps::invent);
    }

    /** Serves as a child process over the store in the first argument. */
    public static void main(String... arguments) {
        child = true;
        System.out.println("a banner that must not garble the answers");
        Worker.serve(
                System.in,
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new Mishaps(new RunStore(Path.of(arguments[0]))));
    }

    Spec spec(String data, int seed) {
        return lab.draft(Map.of("data", data, "seed", seed));
    }

    @Override
    public Run run(Task task, DoubleConsumer fraction) {
        Spec spec = task.spec();
        if (child) {
            System.out.println("chatter of a native library");
        }
        switch (spec.data().orElseThrow().name()) {
            case "refused" -> throw BadInput.in("data 'refused'", "is not known", "choose another");
            case "broken" -> throw new IllegalStateException("shapes differ: [3] and [4]");
            case "starved" -> throw new OutOfMemoryError("no heap");
            case "dies-once" -> {
                if (Files.exists(checkpoint(spec))) {
                    return lab.run(task, fraction);
                }
                die(spec);
            }
            case "dies" -> die(spec);
            case "hangs" -> {
                beginning(spec);
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            default -> {}
        }
        return lab.run(task, fraction);
    }

    /** All of them in one company, of three at most. */
    static final Companions COMPANY = spec -> Optional.of(new Companions.Company("all", 3));

    Path checkpoint(Spec spec) {
        return store.folder(spec.id()).resolve("checkpoint");
    }

    private void beginning(Spec spec) {
        try {
            Files.createDirectories(store.folder(spec.id()));
            Files.writeString(
                    checkpoint(spec), String.valueOf(ProcessHandle.current().pid()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void die(Spec spec) {
        beginning(spec);
        Runtime.getRuntime().halt(137);
    }

    private static InventedLab.Invention invent(Spec spec) {
        double value = spec.whole("seed-init") / 7.0;
        return new InventedLab.Invention(
                new TreeMap<>(Map.of("testAccuracy", value)),
                new Trace(List.of("epoch"), List.of(List.of(value))),
                List.of(InventedLab.measurement("sharpness", 2 * value, Map.of())));
    }
}
