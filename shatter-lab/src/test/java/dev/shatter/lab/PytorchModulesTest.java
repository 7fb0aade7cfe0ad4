package dev.shatter.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.Variant;
import dev.shatter.data.Dataset;
import dev.shatter.data.store.DataStore;
import dev.shatter.experiment.train.RunSubject;
import dev.shatter.measure.Cost;
import dev.shatter.measure.catalogue.MeasureRunner;
import dev.shatter.measure.catalogue.Measures;
import dev.shatter.network.Pass;
import dev.shatter.run.Measurement;
import dev.shatter.run.Measurement.Status;
import dev.shatter.torch.HostArray;
import dev.shatter.torch.Npz;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import dev.shatter.train.Batches;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Modules that PyTorch's users write, made by {@code src/test/python/torchscript_modules.py}. */
class PytorchModulesTest {
    @TempDir
    Path home;

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(PytorchModulesTest.class.getResource("/torchscript/" + name))
                .toURI());
    }

    /**
     * Outputs are PyTorch's; every measure says a number, or one of a few reasons; what needs parameters and gradients is
     * there, and layers wherever the graph is a chain or a sum of layers that Shatter has.
     */
    @ParameterizedTest
    @CsvSource({
        "functional-mlp, false, true",
        "functional-cnn, false, true",
        "residual, false, true",
        "shared-relu, false, true",
        "depthwise, false, true",
        "dilated, false, true",
        "gelu, false, true",
        "layer-norm, false, true",
        "transformer, false, false",
        "token-lstm, true, false",
        "one-logit, false, true",
        "softmax, false, true"
    })
    void isMeasuredOrSaysWhyNot(String name, boolean integers, boolean layers) throws URISyntaxException {
        Path arrays = resource(name + ".npz");
        Dataset data = new DataStore(home).open("npz:" + arrays);
        HostArray expected = Objects.requireNonNull(Npz.read(arrays).get("outputs"));
        try (RunSubject opened = RunSubject.ofScript(resource(name + ".pt"), null, data);
                StepScope scope = StepScope.open()) {
            Batches train = opened.subject().trainBatches();
            double[] outputs;
            try (NoGradGuard off = new NoGradGuard()) {
                Tensor logits = opened.subject()
                        .network()
                        .forward(train.slice(0, train.count()).inputs(), Pass.EVALUATION);
                outputs = Tensors.doubles(asStored(name, logits));
            }
            assertThat(outputs).containsExactly(Tensors.doubles(Tensors.of(expected)), within(1e-5));

            assertThat(opened.subject().network().architecture().opaque().isEmpty())
                    .as(opened.remarks().toString())
                    .isEqualTo(layers);

            List<Measurement> all =
                    MeasureRunner.all(opened.subject(), measures(name), new MeasureRunner.Listener() {});
            assertThat(all)
                    .allSatisfy(m -> assertThat(m.status())
                            .as(m.name() + ": " + m.note())
                            .isNotEqualTo(Status.FAILED));
            var reasons = all.stream()
                    .filter(m -> !m.measured())
                    .collect(Collectors.groupingBy(
                            m -> m.note(), Collectors.mapping(Measurement::name, Collectors.toList())));
            assertThat(reasons.keySet()).as(reasons.toString()).hasSizeLessThan(12);
            assertThat(all.stream().filter(Measurement::measured).map(Measurement::name))
                    .as(reasons.toString())
                    .contains(
                            "params",
                            "l2",
                            "param-norm",
                            "fro-over-spec",
                            "margins",
                            "hessian-top",
                            "hessian-trace",
                            "grad-norm",
                            "spectral-norm",
                            "stable-rank");
            assertThat(reasons.keySet().stream().anyMatch(r -> r.contains("integers")))
                    .isEqualTo(integers);
        }
    }

    /** All that train nothing; of the searches, which ask the module alike, all on one module and one on all. */
    private static List<Variant> measures(String name) {
        return MeasureRunner.usual().stream()
                .filter(m -> Measures.CATALOGUE.get(m).cost() != Cost.SEARCH
                        || m.name().equals("sigma")
                        || name.equals("transformer"))
                .toList();
    }

    /** What the module itself gives: the logit of the second class, or probabilities. */
    private static Tensor asStored(String name, Tensor logits) {
        return switch (name) {
            case "one-logit" -> logits.select(1, 1);
            case "softmax" -> torch.softmax(logits, 1);
            default -> logits;
        };
    }
}
