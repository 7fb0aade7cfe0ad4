package dev.shatter.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shatter.data.Dataset;
import dev.shatter.data.store.DataStore;
import dev.shatter.experiment.ExperimentListener;
import dev.shatter.experiment.Experiments;
import dev.shatter.experiment.train.Preparation;
import dev.shatter.lab.Lab;
import dev.shatter.network.Architecture;
import dev.shatter.network.Network;
import dev.shatter.run.Measurement;
import dev.shatter.run.Measurements;
import dev.shatter.run.Run;
import dev.shatter.run.RunStore;
import dev.shatter.torch.Safetensors;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights kept on the way, of trainings that may die, by another method, from given weights under a mask. */
class KeptWeightsTest {
    @TempDir
    private Path folder;

    private final TrainSpec spec = spec("plain");
    private final Dataset prepared = Preparation.dataset(spec, new DataStore(Path.of("unused")).open(spec.data()));
    private final Architecture architecture = Preparation.architecture(spec, prepared);

    private static TrainSpec spec(String method) {
        return TrainSpec.of(Experiments.draft(
                "test",
                Map.ofEntries(
                        Map.entry("data", "gaussian-mixture"),
                        Map.entry("subset", 200),
                        Map.entry("test-subset", 100),
                        Map.entry("net", "mlp:16,dropout=0.3"),
                        Map.entry("schedule", "constant"),
                        Map.entry("optimizer", "adam"),
                        Map.entry("batch", 64),
                        Map.entry("epochs", 3),
                        Map.entry("method", method),
                        Map.entry("keep", "epoch:1,step:5,epoch:3,epoch:99"))));
    }

    private static final class Kept implements TrainListener {
        private final Map<Snapshot, float[]> weights = new LinkedHashMap<>();
        private int steps;
        private int life = Integer.MAX_VALUE;

        @Override
        public void kept(Snapshot moment, Network network) {
            weights.put(moment, Tensors.floats(network.flat()));
        }

        @Override
        public void step(double done, double epoch, double loss, double accuracy, double imagesPerSecond) {
            if (++steps == life) {
                throw new IllegalStateException("killed");
            }
        }
    }

    private float[] train(Plan plan, Network network, Checkpoints checkpoints, TrainListener listener) {
        try (Trainer.Splits examples =
                        Preparation.of(spec, prepared, architecture).examples();
                Trainer trainer = new Trainer(plan, network, examples, checkpoints, listener)) {
            trainer.fit();
            return Tensors.floats(network.flat());
        }
    }

    private float[] train(Plan plan, Checkpoints checkpoints, TrainListener listener) {
        try (Network network = Network.create(architecture, 3)) {
            return train(plan, network, checkpoints, listener);
        }
    }

    @Test
    void areThoseOfTheMomentAlsoWhereTheTrainingDied() {
        Plan plan = Plan.of(spec("sam:rho=0.1"));
        Kept whole = new Kept();
        float[] end = train(plan, Checkpoints.NONE, whole);
        assertThat(whole.weights.keySet()).containsExactly(Snapshot.epoch(1), Snapshot.step(5), Snapshot.epoch(3));
        assertThat(whole.weights.get(Snapshot.epoch(3))).containsExactly(end);
        Map<Snapshot, float[]> found = new LinkedHashMap<>();
        Checkpoints checkpoints = Checkpoints.in(folder, Duration.ZERO);
        float[] resumed = null;
        int deaths = 0;
        while (resumed == null) {
            Kept mortal = new Kept();
            mortal.life = 3;
            try {
                resumed = train(plan, checkpoints, mortal);
            } catch (IllegalStateException e) {
                deaths++;
            }
            found.putAll(mortal.weights);
        }
        assertThat(deaths).isGreaterThan(3);
        assertThat(resumed).containsExactly(end);
        assertThat(found.keySet()).isEqualTo(whole.weights.keySet());
        found.forEach((moment, weights) -> assertThat(weights).containsExactly(whole.weights.get(moment)));
    }

    @Test
    void theFirstEpochsAreThoseOfATrainingOfOneEpoch() {
        Kept kept = new Kept();
        Plan plan = Plan.of(spec);
        train(plan, Checkpoints.NONE, kept);
        Course one = new Course(64, true, 1, spec.schedule(), Streams.of(spec.seeds()));
        float[] end = train(
                new Plan(one, plan.loss(), plan.optimizer(), plan.method(), plan.until(), 1, Set.of()),
                Checkpoints.NONE,
                TrainListener.NONE);
        assertThat(kept.weights.get(Snapshot.epoch(1))).containsExactly(end);
    }

    /** A mask keeps a whole unit at 0: what is trained is the network without it. */
    @Test
    void aTrainingFromGivenWeightsUnderAMaskStaysUnderIt() {
        try (Network network = Network.create(architecture, 3)) {
            try (StepScope scope = StepScope.open();
                    Mask mask = Mask.of(
                            network,
                            Map.of(
                                    "dense1.weight",
                                    Tensors.host(torch.eye(
                                            16,
                                            network.parameter("dense1.weight").size(1)))));
                    Trainer.Splits examples =
                            Preparation.of(spec, prepared, architecture).examples();
                    Trainer trainer =
                            new Trainer(Plan.of(spec), network, mask, examples, Checkpoints.NONE, TrainListener.NONE)) {
                trainer.fit();
                long others = network.parameter("dense1.weight")
                        .count_nonzero(0)
                        .sum()
                        .item_long();
                assertThat(others)
                        .isEqualTo(
                                Math.min(16, network.parameter("dense1.weight").size(1)));
            }
        }
    }

    /** The file of the first epoch is what a measure of it reads. */
    @Test
    void aRunHoldsThemAsFiles() {
        Lab lab = new Lab(
                new DataStore(folder.resolve("data")),
                new RunStore(folder.resolve("runs")),
                new Lab.Build("test", "test"),
                ExperimentListener.NONE,
                Lab.CHECKPOINTS,
                1);
        Run run = lab.run(spec.spec());
        Kept kept = new Kept();
        train(Plan.of(spec), Checkpoints.NONE, kept);
        kept.weights.forEach((moment, weights) -> {
            try (Network stored = Network.of(
                    architecture,
                    Safetensors.read(run.folder().resolve(moment.file())).tensors())) {
                assertThat(Tensors.floats(stored.flat())).hasSize(weights.length);
            }
        });
        lab.measure(run, List.of("grad-noise-epoch-1"));
        Measurement noise = Measurements.find(run, "grad-noise-epoch-1").orElseThrow();
        assertThat(noise.status()).isNotEqualTo(Measurement.Status.SKIPPED);
        assertThat(noise.value()).isPositive();
    }

    @Test
    void filesAreNamedByTheMoment() {
        assertThat(Snapshot.epoch(1).file()).isEqualTo("weights-epoch-0001.safetensors");
        assertThat(Snapshot.step(123456).file()).isEqualTo("weights-step-123456.safetensors");
    }
}
