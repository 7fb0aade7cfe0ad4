package dev.shatter.spark;

import dev.shatter.experiment.Experiments;
import dev.shatter.run.RunStore;
import dev.shatter.sweep.ExecutorProvider.Site;
import dev.shatter.sweep.Outcome;
import dev.shatter.sweep.Sweep;
import dev.shatter.sweep.SweepListener;
import dev.shatter.sweep.Task;
import dev.shatter.torch.Natives;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The sweep of these tests: real trainings of about a second, with dropout, for it draws from libtorch's own generator. */
final class Sweeps {
    /** Unpacked once a machine, whatever folder a test has for its home: 800 MB. */
    static final String NATIVES = Natives.cache().toString();

    private Sweeps() {}

    /** Trainings with as many seeds, and a measurement on each. */
    static Sweep of(int seeds) {
        return Sweep.ofTasks(IntStream.rangeClosed(1, seeds)
                .mapToObj(seed -> new Task(
                        Experiments.draft(
                                "test",
                                new TreeMap<>(Map.of(
                                        "data",
                                        "fashion-mnist-12k",
                                        "subset",
                                        400,
                                        "test-subset",
                                        100,
                                        "net",
                                        "mlp:64",
                                        "dropout",
                                        0.2,
                                        "labels",
                                        "random",
                                        "epochs",
                                        60,
                                        "seed",
                                        seed))),
                        new TreeSet<>(List.of("margins"))))
                .toList());
    }

    static Site site(Path root) {
        System.setProperty("org.bytedeco.javacpp.cachedir", NATIVES);
        return new Site(new RunStore(root.resolve("runs")), root.resolve("home"), "test", "unknown", Duration.ZERO, 1);
    }

    /** A driver: runs the sweep on a master and ends; fails when a run failed. */
    public static void main(String... arguments) {
        List<Outcome> outcomes = new SparkExecutor(arguments[0], site(Path.of(arguments[1])))
                .run(of(Integer.parseInt(arguments[2])), SweepListener.none());
        boolean whole = outcomes.stream().allMatch(o -> o instanceof Outcome.Finished);
        Runtime.getRuntime().halt(whole ? 0 : 1);
    }
}
