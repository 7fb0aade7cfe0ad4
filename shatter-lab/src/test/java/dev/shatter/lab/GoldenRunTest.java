package dev.shatter.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.data.Dataset;
import dev.shatter.data.store.DataStore;
import dev.shatter.network.Network;
import dev.shatter.run.Listing;
import dev.shatter.run.Run;
import dev.shatter.run.RunStore;
import dev.shatter.spec.TrainSpec;
import dev.shatter.torch.Safetensors;
import dev.shatter.train.Evaluation;
import dev.shatter.train.Losses;
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
    private static final String ID = "4a51882c5891ca673301f5471bd343db8af8597641b0bfc672be06fc32aed035";

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
        Map<String, Object> flags =
                new HashMap<>(Map.of("data", "gaussian-mixture", "net", "mlp:8", "epochs", 3, "batch", 128));
        flags.putAll(other);
        return new Draft("golden", flags).spec();
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
                LabListener.NONE,
                Duration.ofMinutes(1),
                1);
        Run run = lab.run(spec);
        assertThat(run.provenance().version()).isEqualTo("0.1.0-SNAPSHOT");
        assertThat(run.provenance().started()).isEqualTo("2026-11-22T06:38:12Z");
        assertThat(run.result("testAccuracy")).isEqualTo(0.708);
        assertThat(run.result("epochsToFit")).isNaN();
    }

    @Test
    void itsWeightsStillGiveItsNumbers() {
        Run run = store.get("4a51882c5891");
        TrainSpec made = (TrainSpec) run.spec();
        // It was evaluated in the precision of the machine that made it, which another one may not choose.
        TrainSpec spec = golden(Map.of("precision", run.provenance().engine().get("precision")));
        assertThat(spec.seeds()).isEqualTo(made.seeds());
        Dataset data = new DataStore(home).open(spec.data());
        try (Network network = Network.of(
                        Lab.architecture(spec, data),
                        Safetensors.read(run.finalWeights()).tensors());
                Trainer.Splits examples =
                        Preparation.of(spec, data, Lab.architecture(spec, data)).examples()) {
            Evaluation now = Evaluation.of(network, Losses.CATALOGUE.get(spec.loss()), examples.test());
            assertThat(now.accuracy()).isCloseTo(run.result("testAccuracy"), within(1e-3));
            assertThat(now.loss()).isCloseTo(run.result("testLoss"), within(1e-6));
        }
        assertThat(Safetensors.read(run.initialWeights()).tensors().keySet())
                .isEqualTo(Safetensors.read(run.finalWeights()).tensors().keySet());
        double[] curve = run.trace().column("testAccuracy");
        assertThat(curve).hasSize(4);
        assertThat(curve[3]).isEqualTo(run.result("testAccuracy"));
    }
}
