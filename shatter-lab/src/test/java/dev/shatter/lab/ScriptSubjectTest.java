package dev.shatter.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shatter.core.BadInput;
import dev.shatter.data.Dataset;
import dev.shatter.data.Samples;
import dev.shatter.data.Shape;
import dev.shatter.data.Split;
import dev.shatter.experiment.train.RunSubject;
import dev.shatter.measure.catalogue.MeasureRunner;
import dev.shatter.measure.catalogue.Measures;
import dev.shatter.network.BatchNorm;
import dev.shatter.network.Convolution;
import dev.shatter.network.Dense;
import dev.shatter.network.Flatten;
import dev.shatter.network.Network;
import dev.shatter.network.Relu;
import dev.shatter.network.ScriptModule;
import dev.shatter.network.Sum;
import dev.shatter.run.Measurement.Status;
import dev.shatter.torch.StepScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.pytorch.CompilationUnit;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TorchScript files, made as Python's torch makes them: classes by their names, constants on the class. */
class ScriptSubjectTest {
    private static final String NN = "__torch__.torch.nn.modules.";

    @TempDir
    Path folder;

    private final CompilationUnit unit = new CompilationUnit();

    private JitModule module(String type, String forward) {
        JitModule module = new JitModule(new QualifiedName(NN + type), unit, true);
        module.define("def forward(self, x):\n    return " + forward + "\n");
        return module;
    }

    private JitModule linear(int in, int out) {
        JitModule module = new JitModule(new QualifiedName(NN + "linear.Linear"), unit, true);
        module.register_parameter("weight", torch.randn(out, in), false);
        module.register_parameter("bias", torch.randn(out), false);
        module.define("def forward(self, x):\n    return torch.linear(x, self.weight, self.bias)\n");
        return module;
    }

    private JitModule convolution(int in, int out, int stride, int padding) {
        JitModule module = new JitModule(new QualifiedName(NN + "conv.Conv2d"), unit, true);
        module.register_parameter("weight", torch.randn(out, in, 3, 3), false);
        module.register_parameter("bias", torch.randn(out), false);
        module.type().addConstant("stride", new IValue((long) stride));
        module.type().addConstant("padding", new IValue((long) padding));
        module.define("def forward(self, x):\n    return torch.conv2d(x, self.weight, self.bias, [" + stride + ", "
                + stride + "], [" + padding + ", " + padding + "])\n");
        return module;
    }

    private JitModule batchNorm(int channels) {
        JitModule module = new JitModule(new QualifiedName(NN + "batchnorm.BatchNorm2d"), unit, true);
        module.register_parameter("weight", torch.rand(channels), false);
        module.register_parameter("bias", torch.randn(channels), false);
        module.register_buffer("running_mean", torch.randn(channels));
        module.register_buffer("running_var", torch.rand(channels));
        module.define("def forward(self, x):\n    return torch.batch_norm(x, self.weight, self.bias, self.running_mean,"
                + " self.running_var, False, 0.1, 0.00001, False)\n");
        return module;
    }

    private JitModule relu() {
        return module("activation.ReLU", "torch.relu(x)");
    }

    private JitModule flatten() {
        return module("flatten.Flatten", "torch.flatten(x, 1)");
    }

    private Path sequence(String name, JitModule... layers) {
        return chained(name, "container.Sequential", "", layers);
    }

    /** The layers one after another, then what {@code after} makes of them. */
    private Path chained(String name, String type, String after, JitModule... layers) {
        JitModule all = new JitModule(new QualifiedName(NN + type), unit, true);
        StringBuilder code = new StringBuilder("def forward(self, x):\n");
        for (int i = 0; i < layers.length; i++) {
            all.register_module(String.valueOf(i), layers[i]);
            code.append("    x = getattr(self, \"" + i + "\").forward(x)\n");
        }
        all.define(code + after + "    return x\n");
        Path file = folder.resolve(name);
        all.save(file.toString());
        return file;
    }

    private static Dataset data(Shape shape, int classes) {
        return Dataset.of(
                "test",
                "test",
                java.util.stream.IntStream.range(0, classes)
                        .mapToObj(String::valueOf)
                        .toList(),
                split(shape, classes, 0, 30),
                split(shape, classes, 30, 20));
    }

    /** The points from {@code first} on: test points are no training points. */
    private static Split split(Shape shape, int classes, int first, int n) {
        Samples samples = Samples.allocate(Samples.Type.F32, shape, n);
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            float[] x = new float[samples.elements()];
            for (int j = 0; j < x.length; j++) {
                x[j] = (float) Math.sin((first + i) * 7.0 + j);
            }
            samples.set(i, x);
            labels[i] = i % classes;
        }
        return new Split(samples, labels);
    }

    @Test
    void aPlainSequenceIsReadAsLayers() {
        Shape shape = Shape.of(1, 6, 6);
        Path file = sequence(
                "cnn.pt",
                convolution(1, 4, 2, 1),
                batchNorm(4),
                relu(),
                flatten(),
                linear(36, 5),
                relu(),
                linear(5, 3));
        try (ScriptModule script = ScriptModule.open(file);
                StepScope scope = StepScope.open();
                Network network = script.read(torch.randn(7, 1, 6, 6), shape, 3).network()) {
            assertThat(network.architecture().layers())
                    .containsExactly(
                            new Convolution(4, 3, 2, 1, true),
                            new BatchNorm(true),
                            new Relu(),
                            new Flatten(),
                            new Dense(5, true),
                            new Relu(),
                            new Dense(3, true));
        }
        try (RunSubject opened = RunSubject.ofScript(file, file, data(shape, 3))) {
            assertThat(MeasureRunner.one(opened.subject(), Measures.CATALOGUE.get("fro-dist"))
                            .value())
                    .isZero();
            assertThat(MeasureRunner.one(opened.subject(), Measures.CATALOGUE.get("path-norm"))
                            .status())
                    .isEqualTo(Status.EXACT);
        }
    }

    /** A sum is read from the graph, whatever the names say. */
    @Test
    void aSumIsReadFromTheGraph() {
        Path file = chained("skip.pt", "module.Net", "    x = x + torch.relu(x)\n", linear(6, 4), relu(), linear(4, 3));
        try (RunSubject opened = RunSubject.ofScript(file, null, data(Shape.of(6), 3))) {
            assertThat(opened.remarks()).isEmpty();
            assertThat(opened.subject().network().architecture().layers())
                    .containsExactly(
                            new Dense(4, true),
                            new Relu(),
                            new Dense(3, true),
                            new Sum(List.of(List.of(), List.of(new Relu()))));
        }
    }

    /** A layer that is used twice has its parameters once: no sequence has that. */
    @Test
    void sharedWeightsAreNoSequence() {
        JitModule twice = linear(6, 6);
        Path file = chained("tied.pt", "module.Net", "", twice, relu(), twice, linear(6, 3));
        try (RunSubject opened = RunSubject.ofScript(file, null, data(Shape.of(6), 3))) {
            assertThat(opened.remarks()).singleElement().asString().contains("used in several places");
            assertThat(MeasureRunner.one(opened.subject(), Measures.CATALOGUE.get("params"))
                            .value())
                    .isEqualTo(6 * 6 + 6 * 3);
        }
    }

    /** An operation that is no layer: parameters and gradients are there, layers are not. */
    @Test
    void whatIsNoSequenceIsMeasuredAsOneLayer() {
        Shape shape = Shape.of(6);
        Path file = chained("sine.pt", "module.Net", "    x = x + torch.sin(x)\n", linear(6, 4), relu(), linear(4, 3));
        try (RunSubject opened = RunSubject.ofScript(file, null, data(shape, 3))) {
            assertThat(opened.remarks()).singleElement().asString().contains("aten::sin, which is no known layer");
            for (String name : List.of("margins", "grad-norm", "hessian-top", "l2")) {
                var measurement = MeasureRunner.one(opened.subject(), Measures.CATALOGUE.get(name));
                assertThat(measurement.measured())
                        .as(name + ": " + measurement.note())
                        .isTrue();
            }
            for (String name : List.of("path-norm", "vc-dimension", "conv-norm-fft")) {
                var measurement = MeasureRunner.one(opened.subject(), Measures.CATALOGUE.get(name));
                assertThat(measurement.status()).as(name).isEqualTo(Status.SKIPPED);
                assertThat(measurement.note()).contains("aten::sin");
            }
        }
    }

    @Test
    void badFilesAreOneSentence() throws IOException {
        Path file = sequence("net.pt", linear(6, 3));
        byte[] whole = Files.readAllBytes(file);
        Path cut = folder.resolve("cut.pt");
        Files.write(cut, java.util.Arrays.copyOf(whole, whole.length / 2));
        Path text = Files.writeString(folder.resolve("text.pt"), "not a model");
        for (Path bad : List.of(cut, text, folder.resolve("none.pt"), folder)) {
            assertThatThrownBy(() -> ScriptModule.open(bad))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining(bad.getFileName().toString());
        }
        assertThatThrownBy(() -> RunSubject.ofScript(file, null, data(Shape.of(5), 3)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("does not fit");
        assertThatThrownBy(() -> RunSubject.ofScript(file, null, data(Shape.of(6), 4)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("3 outputs, but the data have 4 classes");
    }

    /** Whatever a script answers with: one sentence, where it is not a row of numbers an example. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "(y, y)",
                "[y, y]",
                "{'logits': y}",
                "None",
                "3",
                "'a word'",
                "y.unsqueeze(0)",
                "y.sum()",
                "y[0:2]",
                "torch.stack([y, y], 1)"
            })
    void otherAnswersAreRefusedInASentence(String answer) {
        JitModule module = new JitModule(new QualifiedName(NN + "module.Odd"), unit, true);
        module.register_parameter("weight", torch.randn(3, 6), false);
        module.define("def forward(self, x):\n    y = torch.matmul(x, self.weight.t())\n    return " + answer + "\n");
        Path file = folder.resolve("odd.pt");
        module.save(file.toString());
        assertThatThrownBy(() -> RunSubject.ofScript(file, null, data(Shape.of(6), 3)))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining("give the data it was trained on");
    }
}
