package dev.shatter.network;

import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import dev.shatter.data.Shape;
import dev.shatter.torch.HostArray;
import dev.shatter.torch.Natives;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import dev.shatter.torch.TorchFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.pytorch.ClassType;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.NamedJitModule;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.bytedeco.pytorch.named_module_iterator;
import org.jspecify.annotations.Nullable;

/**
 * A model in a TorchScript file. Such a file is a program: it runs as the user's own, without any limits.
 *
 * <p>A function of tensors is all that is sure. Where the module is a plain sequence of known layers it can be read as a
 * {@link Network}; that reading is believed only if both compute the same. Owns native memory: close it.
 */
public final class ScriptModule implements AutoCloseable {
    /** Largest difference of outputs, relative to 1 + the largest output, at which two models are the same: fp32 sums. */
    private static final double SAME = 1e-4;

    /** Inputs that a reading is tried on. */
    private static final int TRIALS = 32;

    private static final String KNOWN =
            "Linear, Conv2d, BatchNorm, ReLU, Tanh, Softplus, MaxPool2d, AvgPool2d, AdaptiveAvgPool2d, Flatten, Dropout,"
                    + " Identity and Sequential can be read";

    private final Path file;
    private final JitModule module;

    private ScriptModule(Path file, JitModule module) {
        this.file = file;
        this.module = module;
    }

    /** Why a module cannot be read as layers, in a sentence's middle. */
    public static final class Opaque extends Exception {
        private static final long serialVersionUID = 1L;

        private Opaque(String reason) {
            super(reason);
        }

        /** The reason. */
        public String reason() {
            return String.valueOf(getMessage());
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
        Natives.load();
        try (StepScope scope = StepScope.open()) {
            JitModule module = torch.load(file.toString());
            module.eval();
            module.to(ScalarType.Float);
            return new ScriptModule(file, scope.keep(module));
        } catch (RuntimeException e) {
            throw BadInput.in(
                    file.toString(),
                    "is not a TorchScript file: " + TorchFailure.firstLine(e),
                    "save it with torch.jit.script(model).save(file)",
                    e);
        }
    }

    /**
     * Outputs [n, K] of a batch [n, shape…]; belongs to the innermost scope.
     *
     * @throws BadInput if the model refuses the batch or answers with anything but a matrix of n rows
     */
    public Tensor forward(Tensor x) {
        try (StepScope scope = StepScope.open()) {
            IValue answer;
            try {
                answer = module.forward(new IValueVector(new IValue(x)));
            } catch (RuntimeException e) {
                throw misfit(x, "refuses them: " + reason(e), e);
            }
            if (!answer.isTensor()) {
                throw misfit(x, "does not answer with one tensor", null);
            }
            Tensor outputs = answer.toTensor();
            if (outputs.dim() != 2 || outputs.size(0) != x.size(0) || outputs.size(1) < 2) {
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

    /** K: number of outputs for examples of this shape. */
    public int classes(Shape input) {
        try (StepScope scope = StepScope.open();
                NoGradGuard off = new NoGradGuard()) {
            return Math.toIntExact(forward(batch(input, 1, 0)).size(1));
        }
    }

    private static Tensor batch(Shape input, int count, long seed) {
        int elements = Math.toIntExact(count * input.elements());
        Chance chance = Chance.of(seed, "script");
        double[] values = new double[elements];
        for (int i = 0; i < elements; i++) {
            values[i] = chance.nextGaussian();
        }
        long[] sizes = new long[1 + input.sizes().size()];
        sizes[0] = count;
        for (int i = 1; i < sizes.length; i++) {
            sizes[i] = input.sizes().get(i - 1);
        }
        return Tensors.of(values, sizes).to(ScalarType.Float);
    }

    /**
     * The same function as layers with their values.
     *
     * @throws Opaque if the module is not a plain sequence of known layers, with the first layer that is not known
     */
    public Network network(Shape input) throws Opaque {
        Network network;
        try (StepScope scope = StepScope.open()) {
            Reader reader = new Reader();
            reader.read("", module);
            Architecture architecture = new Architecture(
                    String.valueOf(file.getFileName()), input, classes(input), reader.layers, Initialisation.HE);
            network = Network.of(architecture, reader.state(architecture));
        } catch (IllegalArgumentException | BadInput e) {
            throw new Opaque("its layers in the order of their names are no network for these data");
        }
        double difference = difference(network, input);
        if (!(difference <= SAME)) {
            network.close();
            throw new Opaque("its layers one after another do not compute what it computes (relative difference "
                    + String.format(java.util.Locale.ROOT, "%.2g", difference) + ")");
        }
        return network;
    }

    private double difference(Network network, Shape input) {
        try (StepScope scope = StepScope.open();
                NoGradGuard off = new NoGradGuard()) {
            Tensor x = batch(input, TRIALS, 1);
            Tensor own = forward(x);
            double apart =
                    own.sub(network.forward(x, Pass.EVALUATION)).abs().max().item_double();
            return apart / (1 + own.abs().max().item_double());
        }
    }

    @Override
    public void close() {
        module.close();
    }

    /** Walks the children in the order in which they were added. */
    private static final class Reader {
        final List<Layer> layers = new ArrayList<>();
        private final List<Map<String, HostArray>> values = new ArrayList<>();

        void read(String name, JitModule module) throws Opaque {
            Map<String, JitModule> children = children(module);
            String kind = kind(module);
            if (name.isEmpty() || kind.equals("Sequential")) {
                if (name.isEmpty() && children.isEmpty()) {
                    throw new Opaque("it has no layers by name");
                }
                for (Map.Entry<String, JitModule> child : children.entrySet()) {
                    read(name.isEmpty() ? child.getKey() : name + "." + child.getKey(), child.getValue());
                }
                return;
            }
            switch (kind) {
                case "Identity" -> {}
                case "Dropout", "Dropout2d" -> {}
                case "Linear" -> {
                    Tensor weight = module.attr("weight").toTensor();
                    add(new Dense(Math.toIntExact(weight.size(0)), has(module, "bias")), weights(module));
                }
                case "Conv2d" -> convolution(name, module);
                case "BatchNorm1d", "BatchNorm2d" -> batchNorm(name, module);
                case "ReLU" -> add(new Relu());
                case "Tanh" -> add(new Tanh());
                case "Softplus" -> add(new Softplus());
                case "Flatten" -> add(new Flatten());
                case "MaxPool2d" -> {
                    int window = side(name, module, "kernel_size", 2);
                    add(new MaxPool(window, side(name, module, "stride", window), side(name, module, "padding", 0)));
                }
                case "AvgPool2d" -> {
                    int window = side(name, module, "kernel_size", 2);
                    add(new AveragePool(window, side(name, module, "stride", window)));
                }
                case "AdaptiveAvgPool2d" -> {
                    if (side(name, module, "output_size", 1) != 1) {
                        throw unknown(name, "AdaptiveAvgPool2d to more than one position");
                    }
                    add(new GlobalAveragePool());
                }
                default -> throw unknown(name, kind);
            }
        }

        private static Opaque unknown(String name, String kind) {
            return new Opaque("layer '" + name + "' is a " + kind + "; only " + KNOWN);
        }

        private void convolution(String name, JitModule module) throws Opaque {
            Tensor weight = module.attr("weight").toTensor();
            int kernel = Math.toIntExact(weight.size(2));
            if (weight.size(3) != kernel
                    || side(name, module, "groups", 1) != 1
                    || side(name, module, "dilation", 1) != 1) {
                throw unknown(name, "Conv2d with groups, dilation or a kernel that is not square");
            }
            add(
                    new Convolution(
                            Math.toIntExact(weight.size(0)),
                            kernel,
                            side(name, module, "stride", 1),
                            // A traced module has lost its padding: tried as 'same', and compared.
                            side(name, module, "padding", (kernel - 1) / 2),
                            has(module, "bias")),
                    weights(module));
        }

        private void batchNorm(String name, JitModule module) throws Opaque {
            IValue eps = constant(module, "eps");
            if (eps != null && eps.toDouble() != BatchNorm.EPSILON) {
                throw unknown(name, "BatchNorm with eps = " + eps.toDouble());
            }
            boolean affine = has(module, "weight");
            Tensor mean = module.attr("running_mean").toTensor();
            Map<String, HostArray> own = new TreeMap<>();
            own.put("mean", host(mean));
            own.put("variance", host(module.attr("running_var").toTensor()));
            own.put("shift", host(has(module, "bias") ? module.attr("bias").toTensor() : torch.zeros_like(mean)));
            if (affine) {
                own.put("scale", host(module.attr("weight").toTensor()));
            }
            add(new BatchNorm(affine), own);
        }

        private static Map<String, HostArray> weights(JitModule module) {
            Map<String, HostArray> own = new TreeMap<>();
            own.put("weight", host(module.attr("weight").toTensor()));
            if (has(module, "bias")) {
                own.put("bias", host(module.attr("bias").toTensor()));
            }
            return own;
        }

        private static HostArray host(Tensor tensor) {
            return Tensors.host(tensor.detach().to(ScalarType.Float));
        }

        private void add(Layer layer) {
            add(layer, Map.of());
        }

        private void add(Layer layer, Map<String, HostArray> own) {
            layers.add(layer);
            values.add(own);
        }

        /** The values under the architecture's names. */
        Map<String, HostArray> state(Architecture architecture) {
            Map<String, HostArray> state = new TreeMap<>();
            List<Placed> placed = architecture.placed();
            for (int i = 0; i < placed.size(); i++) {
                String layer = placed.get(i).name();
                values.get(i).forEach((name, array) -> state.put(layer + "." + name, array));
            }
            return state;
        }

        private static boolean has(JitModule module, String name) {
            return module.hasattr(name) && module.attr(name).isTensor();
        }

        private static Map<String, JitModule> children(JitModule module) {
            Map<String, JitModule> children = new LinkedHashMap<>();
            var list = module.named_children();
            named_module_iterator end = list.end();
            for (named_module_iterator it = list.begin(); it.notEquals(end); it.increment()) {
                NamedJitModule child = it.multiply();
                children.put(child.name().getString(), new JitModule(child.value()));
            }
            return children;
        }

        /** Last part of the class's name: Linear of __torch__.torch.nn.modules.linear.Linear. */
        private static String kind(JitModule module) {
            ClassType type = module.type();
            return type.name().has_value() ? type.name().get().name().getString() : "layer without a name";
        }

        /** One side of a square window, or a number: what scripting keeps as the class's constants. */
        private static int side(String layer, JitModule module, String name, int otherwise) throws Opaque {
            IValue value = constant(module, name);
            if (value == null || value.isNone()) {
                return otherwise;
            }
            if (value.isInt()) {
                return Math.toIntExact(value.toInt());
            }
            List<Long> sides = new ArrayList<>();
            if (value.isTuple()) {
                var elements = value.toTuple().elements();
                for (long i = 0; i < elements.size(); i++) {
                    sides.add(elements.at(i).toInt());
                }
            } else if (value.isIntList()) {
                var elements = value.toIntVector();
                for (long i = 0; i < elements.size(); i++) {
                    sides.add(elements.get(i));
                }
            }
            if (sides.isEmpty() || sides.stream().distinct().count() > 1) {
                throw unknown(layer, kind(module) + " with an uneven " + name);
            }
            return Math.toIntExact(sides.get(0));
        }

        private static @Nullable IValue constant(JitModule module, String name) {
            ClassType type = module.type();
            if (type.hasConstant(name)) {
                return type.getConstant(name);
            }
            return module.hasattr(name) ? module.attr(name) : null;
        }
    }
}
