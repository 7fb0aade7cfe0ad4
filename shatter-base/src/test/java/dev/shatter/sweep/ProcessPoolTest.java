package dev.shatter.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProcessPoolTest extends ExecutorContract {
    @Override
    protected Executor executor() {
        return pool(2);
    }

    private ProcessPool pool(int processes) {
        return new ProcessPool(store, java(Mishaps.class, root.toString()), processes, root.resolve("children.log"));
    }

    private static List<String> java(Class<?> main, String argument) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                argument);
    }

    @Test
    void aKilledChildIsReplacedAndItsRunResumed() {
        List<Outcome> outcomes = pool(2).run(
                        Sweep.of(List.of(spec("dies-once", 1), spec("good", 1), spec("dies-once", 2), spec("good", 2))),
                        SweepListener.none());
        assertThat(outcomes).allMatch(o -> o instanceof Outcome.Finished);
    }

    @Test
    void aRunThatAlwaysKillsItsProcessIsGivenUp() {
        List<Outcome> outcomes = pool(1).run(Sweep.of(List.of(spec("dies", 1), spec("good", 1))), SweepListener.none());
        assertThat(outcomes.get(0))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        f -> assertThat(f.sentence())
                                .contains("exit code 137")
                                .contains("3 times")
                                .contains("children.log"));
        assertThat(outcomes.get(1)).isInstanceOf(Outcome.Finished.class);
    }

    /** Whoever kills the process of a company is found out, and the others have their runs. */
    @Test
    void aCompanyLosesOnlyTheRunThatKills() {
        List<Outcome> outcomes = new ProcessPool(
                        store, java(Mishaps.class, root.toString()), 1, root.resolve("children.log"), Mishaps.COMPANY)
                .run(Sweep.of(List.of(spec("dies", 1), spec("good", 1), spec("refused", 1))), SweepListener.none());
        assertThat(outcomes.get(0))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class, f -> assertThat(f.sentence()).contains("exit code 137"));
        assertThat(outcomes.get(1)).isInstanceOf(Outcome.Finished.class);
        assertThat(outcomes.get(2))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class, f -> assertThat(f.sentence()).contains("is not known"));
    }

    @Test
    void aCommandThatCannotBeStartedFailsEachRunPlainly() {
        ProcessPool pool = new ProcessPool(store, List.of("/no/such/program"), 1, root.resolve("children.log"));
        assertThat(pool.run(Sweep.of(List.of(spec("good", 1))), SweepListener.none())
                        .get(0))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class, f -> assertThat(f.sentence()).contains("could not be started"));
    }

    /** The parent is killed as hard as can be while its child is in mid-run: the child must not survive it. */
    @Test
    void childrenDieWithTheirParent() throws Exception {
        Process parent = new ProcessBuilder(java(Parent.class, root.toString()))
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("parent.log").toFile())
                .start();
        try {
            Path checkpoint = mishaps.checkpoint(spec("hangs", 1));
            Path folder = Files.createDirectories(store.folder(spec("hangs", 1).id()));
            ProcessHandle child = ProcessHandle.of(Long.parseLong(content(folder, checkpoint)))
                    .orElseThrow();
            assertThat(parent.descendants().toList()).contains(child);
            parent.destroyForcibly().waitFor();
            assertThat(child.onExit().get(60, TimeUnit.SECONDS).isAlive()).isFalse();
        } finally {
            parent.destroyForcibly();
        }
    }

    /** A process whose only act is to run one spec that hangs in a pool. */
    static final class Parent {
        public static void main(String... arguments) {
            ProcessPoolTest test = new ProcessPoolTest();
            test.root = Path.of(arguments[0]);
            test.open();
            test.pool(1).run(Sweep.of(List.of(test.spec("hangs", 1))), SweepListener.none());
        }
    }

    /** The content of a file, once there is any. */
    private static String content(Path folder, Path file) throws IOException, InterruptedException {
        try (WatchService watch = file.getFileSystem().newWatchService()) {
            WatchKey key =
                    folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
            while (!Files.exists(file) || Files.size(file) == 0) {
                assertThat(watch.poll(60, TimeUnit.SECONDS)).isNotNull();
                key.pollEvents();
                key.reset();
            }
        }
        return Files.readString(file);
    }
}
