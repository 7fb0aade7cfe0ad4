package dev.shatter.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.data.Dataset;
import dev.shatter.data.store.DataStore;
import dev.shatter.experiment.ExperimentListener;
import dev.shatter.experiment.Experiments;
import dev.shatter.experiment.train.Preparation;
import dev.shatter.network.Network;
import dev.shatter.run.Listing;
import dev.shatter.run.Run;
import dev.shatter.run.RunStore;
import dev.shatter.torch.Safetensors;
import dev.shatter.train.Evaluation;
import dev.shatter.train.Losses;
import dev.shatter.train.TrainSpec;
import dev.shatter.train.Trainer;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run folder written by the first version that had this format: it must load for as long as the format's number is 1.
 * If this test fails, people's stored runs are lost: do not make the folder anew, read the old form.
 */
class GoldenRunTest {
    private static final String ID = "263e6f13a99d86d5606ce6549bd201282da41b9fad91c9907bfbda49e7ad85e8";

    @TempDir
    private Path home;

    private RunStore store;

    @BeforeEach
    void copy() throws IOException, URISyntaxException {
        Path from = Path.of(Objects.requireNonNull(getClass().getResource("/golden-run/" + ID))
                .toURI());
        Path to = Files.createDirectories(home.resolve("runs").resolve(ID));
        for (String file : List.of("spec.json", "run.json", "trace.csv", "initial.safetensors", "final.safetensors")) {
            Files.copy(from.resolve(file), to.resolve(file));
        }
        store = new RunStore(home.resolve("runs"));
    }

    private static TrainSpec golden(Map<String, Object> other) {
        Map<String, Object> flags = new HashMap<>(Map.of(
                "data", "gaussian-mixture", "net", "mlp:8", "epochs", 3, "batch", 128, "schedule", "exponential:0.95"));
        flags.putAll(other);
        return TrainSpec.of(Experiments.draft("golden", flags));
    }

    @Test
    void isListedAndAnswersItsSpecWithoutTraining() {
        assertThat(store.list()).singleElement().extracting(Listing::state).isEqualTo(Listing.State.COMPLETE);
        TrainSpec spec = golden(Map.of());
        assertThat(spec.id()).isEqualTo(ID);
        Lab lab = new Lab(
                new DataStore(home),
                store,
                new Lab.Build("other", "unknown"),
                ExperimentListener.NONE,
                Duration.ofMinutes(1),
                1);
        Run run = lab.run(spec.spec());
        assertThat(run.provenance().version()).isEqualTo("0.1.0-SNAPSHOT");
        assertThat(run.provenance().started()).isEqualTo("2026-11-22T06:38:12Z");
        assertThat(run.result("testAccuracy")).isEqualTo(0.708);
        assertThat(run.result("epochsToFit")).isNaN();
    }

    @Test
    void itsWeightsStillGiveItsNumbers() {
        Run run = store.get("263e6f13a99d");
        TrainSpec made = TrainSpec.of(run.spec());
        // It was evaluated in the precision of the machine that made it, which another one may not choose.
        TrainSpec spec = golden(Map.of("precision", run.provenance().engine().get("precision")));
        assertThat(spec.seeds()).isEqualTo(made.seeds());
        Dataset data = new DataStore(home).open(spec.data());
        try (Network network = Network.of(
                        Preparation.architecture(spec, data),
                        Safetensors.read(run.required(Run.FINAL)).tensors());
                Trainer.Splits examples = Preparation.of(spec, data, Preparation.architecture(spec, data))
                        .examples()) {
            Evaluation now = Evaluation.of(network, Losses.of(spec.loss()), examples.test());
            assertThat(now.accuracy()).isCloseTo(run.result("testAccuracy"), within(1e-3));
            assertThat(now.loss()).isCloseTo(run.result("testLoss"), within(1e-6));
        }
        assertThat(Safetensors.read(run.required(Run.INITIAL)).tensors().keySet())
                .isEqualTo(Safetensors.read(run.required(Run.FINAL)).tensors().keySet());
        double[] curve = run.trace().column("testAccuracy");
        assertThat(curve).hasSize(4);
        assertThat(curve[3]).isEqualTo(run.result("testAccuracy"));
    }
}
