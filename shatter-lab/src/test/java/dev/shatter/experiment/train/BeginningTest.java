package dev.shatter.experiment.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shatter.certify.Certifiers;
import dev.shatter.core.BadInput;
import dev.shatter.data.Progress;
import dev.shatter.data.store.DataStore;
import dev.shatter.experiment.ExperimentListener;
import dev.shatter.experiment.Experiments;
import dev.shatter.lab.Lab;
import dev.shatter.run.Run;
import dev.shatter.run.RunStore;
import dev.shatter.torch.HostArray;
import dev.shatter.torch.Safetensors;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings that start from a run's weights. */
class BeginningTest {
    private static final Map<String, Object> PARENT =
            Map.of("data", "gaussian-mixture", "net", "mlp:16", "batch", 32, "epochs", 2, "keep", "epoch:1");

    @TempDir
    private Path folder;

    private Lab lab;

    @BeforeEach
    void open() {
        lab = new Lab(
                new DataStore(folder.resolve("data")),
                new RunStore(folder.resolve("runs")),
                new Lab.Build("test", "test"),
                ExperimentListener.NONE,
                Lab.CHECKPOINTS,
                1);
    }

    private Run run(Map<String, Object> changes) {
        Map<String, Object> draft = new HashMap<>(PARENT);
        draft.put("start", PARENT);
        draft.putAll(changes);
        return lab.run(Experiments.draft("test", draft));
    }

    private Run parent() {
        return lab.run(Experiments.draft("test", PARENT));
    }

    private static Map<String, HostArray> weights(Run run, String file) {
        return Safetensors.read(run.required(file)).tensors();
    }

    /** Of all values in weight matrices. */
    private static double[] matrices(Map<String, HostArray> weights) {
        return weights.entrySet().stream()
                .filter(tensor -> tensor.getKey().endsWith(".weight"))
                .flatMapToDouble(tensor -> Arrays.stream(tensor.getValue().doubles()))
                .toArray();
    }

    @Test
    void theyStartFromTheWeightsAskedFor() {
        assertThat(weights(run(Map.of()), Run.INITIAL)).isEqualTo(weights(parent(), Run.FINAL));
        assertThat(weights(run(Map.of("moment", "initial", "epochs", 1)), Run.INITIAL))
                .isEqualTo(weights(parent(), Run.INITIAL));
        assertThat(weights(run(Map.of("moment", "epoch:1")), Run.INITIAL))
                .isEqualTo(weights(parent(), "weights-epoch-0001.safetensors"));
    }

    /** One training of four epochs is two of two, for an optimiser without memory. */
    @Test
    void goingOnIsTrainingForLonger() {
        Map<String, Object> two =
                Map.of("data", "gaussian-mixture", "net", "mlp:16", "momentum", 0, "batch", 10_000, "epochs", 2);
        Map<String, Object> four = new HashMap<>(two);
        four.put("epochs", 4);
        Map<String, Object> child = new HashMap<>(two);
        child.put("start", two);
        assertThat(weights(lab.run(Experiments.draft("test", child)), Run.FINAL).keySet())
                .isEqualTo(weights(lab.run(Experiments.draft("test", four)), Run.FINAL)
                        .keySet());
        double[] whole = matrices(weights(lab.run(Experiments.draft("test", four)), Run.FINAL));
        double[] parts = matrices(weights(lab.run(Experiments.draft("test", child)), Run.FINAL));
        for (int i = 0; i < whole.length; i++) {
            assertThat(parts[i]).isCloseTo(whole[i], org.assertj.core.data.Offset.offset(1e-5));
        }
    }

    /** The lottery ticket: the largest final weights, from where they were at first. */
    @Test
    void underAMaskTheLargestWeightsAreTrainedFromTheirFirstValues() {
        Run ticket = run(Map.of("moment", "initial", "mask", "largest:share=0.25"));
        double[] before = matrices(weights(parent(), Run.INITIAL));
        double[] after = matrices(weights(parent(), Run.FINAL));
        double[] start = matrices(weights(ticket, Run.INITIAL));
        double[] end = matrices(weights(ticket, Run.FINAL));
        int kept = (int) Math.round(0.25 * after.length);
        double least = DoubleStream.of(after).map(Math::abs).sorted().toArray()[after.length - kept];
        for (int i = 0; i < after.length; i++) {
            assertThat(start[i]).isEqualTo(Math.abs(after[i]) >= least ? before[i] : 0);
            assertThat(end[i] == 0).isEqualTo(Math.abs(after[i]) < least);
        }
        // Once more: what is held at 0 stays there, and the share is of all weights.
        Run twice = run(Map.of(
                "start",
                Map.of(
                        "data",
                        "gaussian-mixture",
                        "net",
                        "mlp:16",
                        "batch",
                        32,
                        "epochs",
                        2,
                        "keep",
                        "epoch:1",
                        "start",
                        PARENT,
                        "moment",
                        "initial",
                        "mask",
                        "largest:share=0.25"),
                "mask",
                "random:share=0.9"));
        double[] pruned = matrices(weights(twice, Run.FINAL));
        for (int i = 0; i < pruned.length; i++) {
            assertThat(pruned[i] == 0).isEqualTo(end[i] == 0);
        }
    }

    @Test
    void inEachLayerTheShareIsKept() {
        weights(run(Map.of("mask", "random:share=0.5,within=layer")), Run.FINAL).forEach((name, tensor) -> {
            if (name.endsWith(".weight")) {
                assertThat(Arrays.stream(tensor.doubles()).filter(w -> w != 0).count())
                        .as(name)
                        .isEqualTo(Math.round(0.5 * tensor.count()));
            }
        });
    }

    @Test
    void whatCannotBeStartedFromIsRefused() {
        parent();
        assertThatThrownBy(() -> run(Map.of("net", "mlp:17")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("another network than mlp:17");
        assertThatThrownBy(() -> run(Map.of("moment", "epoch:2")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no weights 'epoch:at=2'");
        Map<String, Object> orphan = new HashMap<>(PARENT);
        orphan.put("mask", "largest");
        assertThatThrownBy(() -> Experiments.draft("test", orphan))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("names no run");
    }

    /** Its first weights have seen the examples: no prior around them, no leaving out of examples. */
    @Test
    void certificatesKnowThatItsFirstWeightsWereLearnt() {
        Run child = run(Map.of());
        try (RunSubject opened = RunSubject.of(child, new DataStore(folder.resolve("data")))) {
            for (String certifier : List.of("flatness", "dziugaite-roy", "data-dependent-prior", "pick-to-learn")) {
                Certifiers.Result result = Certifiers.all(
                                opened.premises(),
                                List.of(Certifiers.CATALOGUE.parse(certifier)),
                                0.05,
                                Progress.SILENT)
                        .get(0);
                assertThat(result.proofs()).as(certifier).isEmpty();
                assertThat(result.reason()).as(certifier).contains("was trained");
            }
        }
    }
}
