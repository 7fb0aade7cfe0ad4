package dev.shatter.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shatter.data.Dataset;
import dev.shatter.data.store.DataStore;
import dev.shatter.experiment.ExperimentListener;
import dev.shatter.experiment.Experiments;
import dev.shatter.experiment.train.Preparation;
import dev.shatter.lab.Lab;
import dev.shatter.run.Run;
import dev.shatter.run.RunStore;
import dev.shatter.run.Trace;
import dev.shatter.spec.Spec;
import dev.shatter.torch.HostArray;
import dev.shatter.torch.Safetensors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The loop as a whole, on small but real networks and data. */
class TrainerTest {
    @TempDir
    private Path home;

    /** One for every kind of state a resumption must bring back: momentum, Adam's moments, dropout, BN, augmentation. */
    static List<Map<String, Object>> drafts() {
        return List.of(
                Map.of(
                        "data",
                        "gaussian-mixture",
                        "net",
                        "mlp:16,dropout=0.3",
                        "optimizer",
                        "adam",
                        "epochs",
                        4,
                        "evaluate",
                        3),
                Map.of(
                        "data",
                        "fashion-mnist-12k",
                        "subset",
                        300,
                        "test-subset",
                        100,
                        "net",
                        "cnn:8-8,bn=true",
                        "augment",
                        "flip,shift:2",
                        "crop",
                        20,
                        "labels",
                        "corrupt:0.3",
                        "epochs",
                        2),
                Map.of(
                        "data",
                        "gaussian-mixture",
                        "net",
                        "mlp:16",
                        "method",
                        "sam:rho=0.2",
                        "keep",
                        "epoch:1,step:20",
                        "epochs",
                        3),
                Map.of(
                        "data",
                        "gaussian-mixture",
                        "net",
                        "mlp:16",
                        "start",
                        Map.of("data", "gaussian-mixture", "net", "mlp:16", "epochs", 1),
                        "mask",
                        "largest:share=0.3",
                        "epochs",
                        2),
                Map.of(
                        "data",
                        "gaussian-mixture",
                        "net",
                        "mlp:16",
                        "until",
                        "early-stopping:1",
                        "validation",
                        0.2,
                        "lr",
                        0.5,
                        "epochs",
                        12));
    }

    @ParameterizedTest
    @MethodSource("drafts")
    void aRunKilledBetweenAnyTwoStepsEndsInTheSameBits(Map<String, Object> draft) {
        Spec spec = spec(draft);
        Run whole = lab("whole", ExperimentListener.NONE).run(spec);
        Lab fragile = lab("killed", new ExperimentListener() {
            private int steps;

            @Override
            public void at(double done, Supplier<String> state) {
                // Every few steps the process "dies": nothing of it survives but the folder.
                if (++steps % 5 == 0) {
                    throw new IllegalStateException("killed");
                }
            }
        });
        int deaths = 0;
        Run resumed = null;
        while (resumed == null) {
            try {
                resumed = fragile.run(spec);
            } catch (IllegalStateException e) {
                assertThat(e).hasMessage("killed");
                deaths++;
            }
        }
        assertThat(deaths).isGreaterThan(2);
        assertSame(whole, resumed);
        assertThat(Files.exists(resumed.folder().resolve("checkpoint.safetensors")))
                .isFalse();
    }

    @Test
    void theSameSpecTwiceGivesTheSameBits() {
        Spec spec = spec(drafts().get(1));
        assertSame(
                lab("one", ExperimentListener.NONE).run(spec),
                lab("two", ExperimentListener.NONE).run(spec));
    }

    /** Evaluation looks and does not touch: fewer rows, the same numbers in them. */
    @Test
    void evaluatingSeldomerChangesNothingElse() {
        Map<String, Object> draft = new LinkedHashMap<>(drafts().get(1));
        draft.put("epochs", 5);
        Trace often = lab("often", ExperimentListener.NONE).run(spec(draft)).trace();
        draft.put("evaluate", 2);
        Trace seldom = lab("seldom", ExperimentListener.NONE).run(spec(draft)).trace();
        assertThat(seldom.column("epoch")).containsExactly(0, 2, 4, 5);
        for (String column : often.columns()) {
            if (!column.equals("seconds")) {
                double[] all = often.column(column);
                assertThat(seldom.column(column)).as(column).containsExactly(all[0], all[2], all[4], all[5]);
            }
        }
    }

    @Test
    void earlyStoppingEndsWithTheBestEpochsWeights() {
        Spec spec = spec(drafts().get(4));
        Run run = lab("early", ExperimentListener.NONE).run(spec);
        double[] validation = run.trace().column("validationLoss");
        int best = 0;
        for (int i = 1; i < validation.length; i++) {
            best = validation[i] < validation[best] ? i : best;
        }
        assertThat(run.result("testLoss")).isEqualTo(run.trace().column("testLoss")[best]);
        assertThat(validation.length - 1 - best).isEqualTo(1);
    }

    /** Zhang et al. 2017 in the smallest: a network with more weights than examples fits labels that mean nothing. */
    @Test
    void anOverparameterisedNetworkFitsRandomLabels() {
        Run run = lab("random", ExperimentListener.NONE)
                .run(spec(Map.of(
                        "data",
                        "fashion-mnist-12k",
                        "subset",
                        100,
                        "test-subset",
                        1000,
                        "net",
                        "mlp:256",
                        "labels",
                        "random",
                        "batch",
                        20,
                        "epochs",
                        200,
                        "until",
                        "train-accuracy=1.0",
                        "scaling",
                        "whiten")));
        assertThat(run.result("trainAccuracy")).isEqualTo(1);
        // 1,000 test examples at chance 0.1: a deviation of 0.08 has probability below 1e-15 (Hoeffding: 5.5e-6).
        assertThat(run.result("testAccuracy")).isBetween(0.02, 0.18);
        assertThat(run.result("epochsToFit")).isEqualTo(run.result("epochs"));
    }

    @Test
    void noEpochsLeavesTheNetworkAsItWasBorn() {
        Run run = lab("none", ExperimentListener.NONE)
                .run(spec(Map.of("data", "gaussian-mixture", "net", "linear", "epochs", 0)));
        assertThat(run.trace().rows()).hasSize(1);
        assertThat(Safetensors.read(run.required(Run.FINAL)).tensors())
                .isEqualTo(Safetensors.read(run.required(Run.INITIAL)).tensors());
    }

    @Test
    void divergenceEndsTheRunAndIsRecordedAsWhatItIs() {
        Run run = lab("diverged", ExperimentListener.NONE)
                .run(spec(Map.of(
                        "data",
                        "gaussian-mixture",
                        "net",
                        "mlp:16",
                        "loss",
                        "mse",
                        "lr",
                        1e6,
                        "schedule",
                        "constant",
                        "epochs",
                        30)));
        assertThat(run.result("trainLoss")).isNaN();
        assertThat(run.result("epochs")).isLessThan(30);
        assertThat(run.result("trainAccuracy")).isBetween(0.0, 1.0);
    }

    @Test
    void theStoreAnswersUntilTheDataChange() throws Exception {
        Path csv = home.resolve("points.csv");
        StringBuilder rows = new StringBuilder("a,b,label\n");
        for (int i = 0; i < 60; i++) {
            rows.append(i).append(',').append(-i % 7).append(',').append(i % 2).append('\n');
        }
        Files.writeString(csv, rows);
        Spec spec = spec(Map.of("data", "csv:" + csv + ",label=label,keep=a", "net", "linear", "epochs", 1));
        Run first = lab("store", ExperimentListener.NONE).run(spec);
        assertThat(lab("store", ExperimentListener.NONE).run(spec)).isEqualTo(first);
        Files.writeString(csv, rows.append("1000,3,1\n"));
        assertThatThrownBy(() -> lab("store", ExperimentListener.NONE).run(spec))
                .hasMessageContaining("have changed");
        Run again = lab("store", ExperimentListener.NONE).run(spec, true);
        assertThat(again.provenance().dataHash())
                .isNotEqualTo(first.provenance().dataHash());
        Files.delete(csv);
        assertThat(lab("store", ExperimentListener.NONE).run(spec)).isEqualTo(again);
    }

    @Test
    void aDamagedRunIsMadeAnew() throws Exception {
        Spec spec = spec(Map.of("data", "gaussian-mixture", "net", "linear", "epochs", 1));
        Run first = lab("damaged", ExperimentListener.NONE).run(spec);
        Files.writeString(first.folder().resolve("trace.csv"), "epoch\n");
        Run anew = lab("damaged", ExperimentListener.NONE).run(spec);
        // Not with the first, whose files are no longer there.
        assertSame(lab("elsewhere", ExperimentListener.NONE).run(spec), anew);
    }

    @Test
    void whatTheNetworkIsTrainedOnIsWhatTheSpecSays() {
        Spec spec = spec(drafts().get(1));
        TrainSpec training = TrainSpec.of(spec);
        Dataset prepared = Preparation.dataset(training, new DataStore(home.resolve("data")).open(training.data()));
        assertThat(prepared.train().count()).isEqualTo(300);
        assertThat(prepared.shape().toString()).isEqualTo("1x20x20");
    }

    /** A step makes some fifty tensors: leaking them all would show as hundreds of megabytes. */
    @Test
    void memoryStaysFlatOverTenThousandSteps() {
        long[] resident = new long[2];
        long[] steps = new long[1];
        lab("memory", new ExperimentListener() {
                    @Override
                    public void at(double done, Supplier<String> state) {
                        if (++steps[0] == 2_000) {
                            resident[0] = Pointer.physicalBytes();
                        }
                        resident[1] = steps[0] == 10_000 ? Pointer.physicalBytes() : resident[1];
                    }
                })
                .run(spec(Map.of(
                        "data",
                        "gaussian-mixture",
                        "subset",
                        400,
                        "test-subset",
                        40,
                        "net",
                        "mlp:16",
                        "batch",
                        4,
                        "epochs",
                        100)));
        assertThat(steps[0]).isEqualTo(10_000);
        // The Java heap is part of it and may still grow.
        assertThat(resident[1] - resident[0]).isLessThan(100L << 20);
    }

    private Lab lab(String store, ExperimentListener listener) {
        return new Lab(
                new DataStore(home.resolve("data")),
                new RunStore(home.resolve(store)),
                new Lab.Build("test", "test"),
                listener,
                store.equals("memory") ? Lab.CHECKPOINTS : Duration.ZERO,
                1);
    }

    private static Spec spec(Map<String, Object> draft) {
        Map<String, Object> fields = new LinkedHashMap<>(draft);
        fields.putIfAbsent("batch", 32);
        return Experiments.draft("test", fields);
    }

    /** Everything but times. */
    private static void assertSame(Run a, Run b) {
        Map<String, HostArray> weights = Safetensors.read(a.required(Run.FINAL)).tensors();
        assertThat(Safetensors.read(b.required(Run.FINAL)).tensors()).isEqualTo(weights);
        TrainSpec.of(a.spec())
                .keep()
                .forEach(moment -> assertThat(Safetensors.read(b.folder().resolve(moment.file()))
                                .tensors())
                        .isEqualTo(Safetensors.read(a.folder().resolve(moment.file()))
                                .tensors()));
        Trace one = a.trace();
        Trace two = b.trace();
        assertThat(two.columns()).isEqualTo(one.columns());
        for (String column : one.columns()) {
            if (!column.equals("seconds")) {
                assertThat(two.column(column)).as(column).isEqualTo(one.column(column));
            }
        }
    }
}
