package dev.shatter.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shatter.core.BadInput;
import dev.shatter.data.store.DataStore;
import dev.shatter.lab.Lab;
import dev.shatter.lab.TaskRunner;
import dev.shatter.run.Listing;
import dev.shatter.run.Measurement;
import dev.shatter.run.Measurements;
import dev.shatter.run.Run;
import dev.shatter.run.RunStore;
import dev.shatter.sweep.ExecutorProvider;
import dev.shatter.sweep.InProcess;
import dev.shatter.sweep.Outcome;
import dev.shatter.sweep.Standing;
import dev.shatter.sweep.Sweep;
import dev.shatter.sweep.SweepListener;
import dev.shatter.sweep.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to executors and drivers, the store ends up with what the local executor puts there, to the bit. */
class SparkExecutorTest {
    private static final int SEEDS = 4;

    @TempDir
    private static Path local;

    @TempDir
    private Path root;

    @BeforeAll
    static void theLocalExecutor() {
        ExecutorProvider.Site site = Sweeps.site(local);
        TaskRunner runner = new TaskRunner(
                new DataStore(site.home()),
                site.store(),
                new Lab.Build(site.version(), site.commit()),
                site.checkpoints(),
                site.threads());
        assertThat(new InProcess(site.store(), runner).run(Sweeps.of(SEEDS), SweepListener.none()))
                .allMatch(o -> o instanceof Outcome.Finished);
    }

    @Test
    void isFoundByItsScheme() {
        assertThat(ServiceLoader.load(ExecutorProvider.class))
                .singleElement()
                .satisfies(p -> assertThat(p.scheme()).isEqualTo("spark"));
        assertThatThrownBy(() -> new SparkProvider().open("mesos://there", Sweeps.site(root)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("does not name a master");
    }

    @Test
    void inOneProcess() {
        List<Standing> standings = new ArrayList<>();
        SparkExecutor executor = new SparkExecutor("local[2]", Sweeps.site(root));
        assertThat(executor.run(Sweeps.of(SEEDS), standings::add))
                .allMatch(o -> o instanceof Outcome.Finished f && !f.stored());
        asTheLocalExecutor();
        assertThat(standings.get(standings.size() - 1)).isEqualTo(new Standing(SEEDS, 0, SEEDS, 0, 0, 1, 0));
        assertThat(executor.run(Sweeps.of(SEEDS), SweepListener.none()))
                .allMatch(o -> o instanceof Outcome.Finished f && f.stored());
    }

    /** One executor is killed while it trains; later the driver, whose successor skips what is done. */
    @Test
    @Tag("slow")
    void onAClusterWhoseExecutorAndDriverAreKilled() throws Exception {
        try (Loopback cluster = new Loopback(root)) {
            String[] arguments = {cluster.master(), root.toString(), String.valueOf(SEEDS)};
            Process driver = cluster.start(Sweeps.class.getName(), arguments);
            cluster.await(() -> unfinished() > 0 && !cluster.executors().isEmpty());
            cluster.executors().get(0).destroyForcibly();
            cluster.await(() -> complete() > 0);
            driver.destroyForcibly().waitFor();
            assertThat(cluster.start(Sweeps.class.getName(), arguments).waitFor())
                    .as("exit code of the second driver, see " + root)
                    .isZero();
        }
        asTheLocalExecutor();
    }

    private RunStore store() {
        return Sweeps.site(root).store();
    }

    private long complete() {
        return Sweeps.of(SEEDS).specs().stream()
                .filter(spec -> store().find(spec).isPresent())
                .count();
    }

    /** Runs with a checkpoint: being trained, or left by who was killed. */
    private long unfinished() {
        return Sweeps.of(SEEDS).specs().stream()
                .filter(spec -> Files.exists(store().folder(spec.id()).resolve("checkpoint.safetensors")))
                .count();
    }

    /** Every spec has exactly one complete run, and nothing else lies about. */
    private void asTheLocalExecutor() {
        Sweep sweep = Sweeps.of(SEEDS);
        assertThat(store().list()).hasSize(SEEDS).allMatch(l -> l.state() == Listing.State.COMPLETE);
        for (Task task : sweep.tasks()) {
            Run here = task.find(store()).orElseThrow();
            Run there = task.find(Sweeps.site(local).store()).orElseThrow();
            for (String name : here.results().keySet()) {
                if (!name.equals("seconds") && !name.equals("imagesPerSecond")) {
                    assertThat((Double) here.result(name)).as(name).isEqualTo((Double) there.result(name));
                }
            }
            assertThat(here.required(Run.FINAL)).hasSameBinaryContentAs(there.required(Run.FINAL));
            assertThat(here.required(Run.INITIAL)).hasSameBinaryContentAs(there.required(Run.INITIAL));
            assertThat(files(here.folder())).isEqualTo(files(there.folder()));
            assertThat(margins(here)).isEqualTo(margins(there));
        }
    }

    private static double margins(Run run) {
        return Measurements.find(run, "margins").map(Measurement::value).orElseThrow();
    }

    private static List<String> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
