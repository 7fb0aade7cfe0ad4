package dev.shatter.network;

import dev.shatter.core.BadInput;
import dev.shatter.data.Shape;
import dev.shatter.torch.Natives;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.TorchFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * A model in a TorchScript file. Such a file is a program: it runs as the user's own, without any limits.
 *
 * <p>It is read as a {@link Network} on examples of the user: where its graph is a sequence of known layers, sums and
 * joins as these layers, believed only if both compute the same on the examples; else as one {@link Scripted} layer, whose parameters and gradients
 * are all there. Owns native memory: close it after the networks read from it.
 */
public final class ScriptModule implements AutoCloseable {
    /** Largest difference of outputs, relative to 1 + the largest output, at which two models are the same: fp32 sums. */
    private static final double SAME = 1e-4;

    /** Distance from 1 at which a row of probabilities adds up to 1 in fp32. */
    private static final double ONE = 1e-4;

    private final Path file;
    private final JitModule module;
    private final List<Pointer> kept = new ArrayList<>();

    private ScriptModule(Path file, JitModule module) {
        this.file = file;
        this.module = module;
    }

    /**
     * A model read on examples.
     *
     * @param network logits of at least as many classes as the data have; the caller closes it
     * @param remarks what people should know of the reading, each a sentence
     */
    public record Reading(Network network, List<String> remarks) {
        public Reading {
            remarks = List.copyOf(remarks);
        }
    }

    /**
     * How examples are given to the model.
     *
     * @param integers as 64-bit integers
     * @param flat without the single channel of an image
     */
    record Feed(boolean integers, boolean flat) {
        Tensor of(Tensor x) {
            Tensor shaped = flat ? x.squeeze(1) : x;
            return integers ? shaped.to(ScalarType.Long) : shaped;
        }
    }

    /**
     * Loads a file, in evaluation mode, on the processor, in fp32. This already runs code of the file.
     *
     * @throws BadInput if it cannot be loaded
     */
    public static ScriptModule open(Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw BadInput.in(file, "cannot be read", "name a TorchScript file");
        }
        try {
            ScriptFile.check(file);
        } catch (IOException e) {
            throw foreign(file, String.valueOf(e.getMessage()), e);
        }
        Natives.load();
        // Fused code differs from pass to pass by rounding, and does not differentiate twice.
        torch.setGraphExecutorOptimize(false);
        try (StepScope scope = StepScope.open()) {
            JitModule module = torch.load(file.toString());
            module.eval();
            module.to(ScalarType.Float);
            return new ScriptModule(file, scope.keep(module));
        } catch (RuntimeException e) {
            throw foreign(file, TorchFailure.firstLine(e), e);
        }
    }

    private static BadInput foreign(Path file, String reason, Exception cause) {
        return BadInput.in(
                file.toString(),
                "is not a TorchScript file: " + reason,
                "if it holds a state dict or a pickled model, which are never unpickled here, load it in Python and"
                        + " save torch.jit.script(model).save(file), or the weights alone with"
                        + " safetensors.torch.save_file(model.state_dict(), file)",
                cause);
    }

    /**
     * The model as a network.
     *
     * @param x some examples [n, shape…] as it will be given them, n ≥ 1
     * @param classes K of the data
     * @throws BadInput if the model refuses the examples, or its outputs are not those of a classifier
     */
    public Reading read(Tensor x, Shape input, int classes) {
        List<String> remarks = new ArrayList<>();
        try (StepScope scope = StepScope.open();
                NoGradGuard off = new NoGradGuard()) {
            Feed feed = feed(x);
            Tensor outputs = answer(feed, x);
            int count = Math.toIntExact(outputs.size(1));
            List<Operation> tail = tail(outputs, count, classes, remarks);
            String reason;
            ScriptTensors tensors = new ScriptTensors(module, scope, kept);
            try {
                Network network = sequence(x, input, outputs, tail, tensors.parameterCount());
                return new Reading(network, remarks);
            } catch (ScriptGraph.Unknown e) {
                reason = String.valueOf(e.getMessage());
            }
            remarks.add("It is measured as one layer: " + reason + ".");
            return new Reading(scripted(tensors, feed, input, count, tail, reason), remarks);
        }
    }

    /** What comes after the model's outputs so that they are logits. */
    private List<Operation> tail(Tensor outputs, int count, int classes, List<String> remarks) {
        if (count == 1 && classes == 2) {
            remarks.add("It has one output, which is read as the logit of the second class.");
            if (within(outputs, 0, 1)) {
                remarks.add("All its outputs lie in [0, 1]: if it ends in a sigmoid, leave that out.");
            }
            return List.of(new OneLogit());
        }
        if (count < classes) {
            throw BadInput.in(
                    file.toString(),
                    "gives " + count + (count == 1 ? " output" : " outputs") + ", but the data have " + classes
                            + " classes",
                    "give the data it was trained on");
        }
        if (count > classes) {
            remarks.add("It has " + count + " outputs, the data have " + classes
                    + " classes: the other outputs count as classes that never occur.");
        }
        Tensor sums = outputs.sum(1).sub(new Scalar(1.0)).abs();
        if (within(outputs, 0, 1) && sums.max().item_double() < ONE) {
            remarks.add("It ends in a softmax: the logarithms of its outputs are read as logits.");
            return List.of(new Logarithm());
        }
        return List.of();
    }

    private static boolean within(Tensor values, double low, double high) {
        return values.min().item_double() >= low && values.max().item_double() <= high;
    }

    /** The first way of giving it the examples that it answers with one row an example. */
    private Feed feed(Tensor x) {
        boolean whole = torch.equal(x, x.round());
        boolean channel = x.dim() == 4 && x.size(1) == 1;
        @Nullable BadInput first = null;
        for (Feed feed : Stream.of(false, true)
                .flatMap(flat -> Stream.of(new Feed(false, flat), new Feed(true, flat)))
                .filter(f -> (whole || !f.integers()) && (channel || !f.flat()))
                .toList()) {
            try (StepScope scope = StepScope.open()) {
                answer(feed, x);
                return feed;
            } catch (BadInput e) {
                first = first == null ? e : first;
            }
        }
        throw java.util.Objects.requireNonNull(first);
    }

    /** Outputs [n, K] of a batch; belongs to the innermost scope. */
    private Tensor answer(Feed feed, Tensor x) {
        try (StepScope scope = StepScope.open()) {
            IValue answer;
            try {
                answer = module.forward(new IValueVector(new IValue(feed.of(x))));
            } catch (RuntimeException e) {
                throw misfit(x, "refuses them: " + reason(e), e);
            }
            if (!answer.isTensor()) {
                throw misfit(x, "does not answer with one tensor", null);
            }
            Tensor outputs = answer.toTensor();
            if (outputs.dim() == 1 && outputs.size(0) == x.size(0)) {
                outputs = outputs.unsqueeze(1);
            }
            if (outputs.dim() != 2 || outputs.size(0) != x.size(0)) {
                throw misfit(x, "answers with " + Arrays.toString(outputs.shape()), null);
            }
            return scope.pass(outputs.alias());
        }
    }

    /** Torch puts the Python source in front; what went wrong stands in the last line. */
    private static String reason(RuntimeException e) {
        String message = String.valueOf(e.getMessage());
        int at = message.indexOf("RuntimeError: ");
        return at < 0
                ? TorchFailure.firstLine(e)
                : message.substring(at + "RuntimeError: ".length())
                        .lines()
                        .findFirst()
                        .orElse("");
    }

    private BadInput misfit(Tensor x, String problem, @Nullable RuntimeException cause) {
        long[] sizes = Arrays.copyOfRange(x.shape(), 1, x.shape().length);
        String what = "does not fit examples of shape " + Arrays.toString(sizes) + ": it " + problem;
        String remedy = "give the data it was trained on, and a model that gives one row of outputs an example";
        return cause == null
                ? BadInput.in(file.toString(), what, remedy)
                : BadInput.in(file.toString(), what, remedy, cause);
    }

    /** The same function as layers with their values. */
    private Network sequence(Tensor x, Shape input, Tensor outputs, List<Operation> tail, long parameters)
            throws ScriptGraph.Unknown {
        ScriptGraph graph = ScriptGraph.of(module, parameters);
        Network network;
        try {
            // Logits before a softmax are those after it, up to a number for each example.
            List<Layer> layers = graph.normalised()
                    ? graph.layers()
                    : Stream.<Layer>concat(graph.layers().stream(), tail.stream())
                            .toList();
            Architecture architecture = architecture(input, Math.toIntExact(outputs.size(1)), tail, layers);
            network = Network.of(architecture, graph.state(architecture));
        } catch (IllegalArgumentException | BadInput e) {
            throw new ScriptGraph.Unknown("its layers are no network for these data: " + e.getMessage());
        }
        Tensor own = outputs;
        for (Operation layer : tail) {
            own = layer.apply(own, n -> x, Pass.EVALUATION);
        }
        Tensor read = network.forward(x, Pass.EVALUATION);
        double apart = own.sub(graph.normalised() ? torch.log_softmax(read, 1) : read)
                .abs()
                .max()
                .item_double();
        double difference = apart / (1 + own.abs().max().item_double());
        if (!(difference <= SAME)) {
            network.close();
            throw new ScriptGraph.Unknown("the layers read from its graph do not compute what it computes"
                    + " (relative difference " + String.format(Locale.ROOT, "%.2g", difference) + ")");
        }
        return network;
    }

    private Network scripted(
            ScriptTensors tensors, Feed feed, Shape input, int count, List<Operation> tail, String reason) {
        try (StepScope scope = StepScope.open()) {
            Scripted script =
                    new Scripted(module, name(), feed, count, reason, tensors.parameters(), tensors.buffers());
            List<Layer> layers =
                    Stream.<Layer>concat(Stream.of(script), tail.stream()).toList();
            Network network = Network.create(architecture(input, count, tail, layers), 0);
            script.stored().forEach((name, value) -> {
                Tensor own = network.parameters().get("script1." + name);
                (own == null ? network.buffer("script1." + name) : own).copy_(value);
            });
            return network;
        }
    }

    /** Of layers whose end makes logits of the model's outputs. */
    private Architecture architecture(Shape input, int count, List<Operation> tail, List<Layer> layers) {
        int classes = tail.contains(new OneLogit()) ? 2 : count;
        return new Architecture(name(), input, classes, layers, Initialisation.HE);
    }

    private String name() {
        return String.valueOf(file.getFileName());
    }

    @Override
    public void close() {
        kept.forEach(Pointer::close);
        module.close();
    }
}
