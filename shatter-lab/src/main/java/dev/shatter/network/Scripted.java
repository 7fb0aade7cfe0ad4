package dev.shatter.network;

import dev.shatter.core.BadInput;
import dev.shatter.data.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.Tensor;

/**
 * A TorchScript module as one layer: a function of its input and of its named tensors, of which nothing else is known.
 *
 * <p>For each pass the module's parameters are replaced by the given ones, so that gradients of any order flow to them, and
 * put back afterwards; nothing in the file is changed. Evaluation mode always. What measures need beyond parameters and
 * gradients is refused with {@link #opaque}.
 */
public final class Scripted implements Operation {
    /** Where a tensor lives in the module: shared tensors live in several places. */
    record Slot(JitModule owner, String name) {}

    /**
     * One tensor of the module.
     *
     * @param spec its name within the layer and its shape
     * @param value as stored, fp32
     * @param slots where it lives
     */
    record Held(ParameterSpec spec, Tensor value, List<Slot> slots) {}

    private final JitModule module;
    private final String title;
    private final String reason;
    private final ScriptModule.Feed feed;
    private final int outputs;
    private final List<Held> parameters;
    private final List<Held> buffers;

    /**
     * The whole of a module, open for as long as the layer is used.
     *
     * @param feed how it is given examples
     * @param outputs K; a model that gives one number an example has 1
     * @param reason why its layers are not known, in a sentence's middle
     */
    Scripted(
            JitModule module,
            String title,
            ScriptModule.Feed feed,
            int outputs,
            String reason,
            List<Held> parameters,
            List<Held> buffers) {
        this.module = module;
        this.title = title;
        this.feed = feed;
        this.outputs = outputs;
        this.reason = reason;
        this.parameters = List.copyOf(parameters);
        this.buffers = List.copyOf(buffers);
    }

    @Override
    public String kind() {
        return "script";
    }

    @Override
    public String text() {
        return "TorchScript module " + title;
    }

    @Override
    public Shape output(Shape input) {
        return Shape.of(outputs);
    }

    @Override
    public List<ParameterSpec> parameters(Shape input) {
        return parameters.stream().map(Held::spec).toList();
    }

    @Override
    public List<ParameterSpec> buffers(Shape input) {
        return buffers.stream().map(Held::spec).toList();
    }

    @Override
    public Optional<String> opaque() {
        return Optional.of(reason);
    }

    @Override
    public boolean takesIntegers() {
        return feed.integers();
    }

    /** Its tensors as stored, by their names within the layer. */
    Map<String, Tensor> stored() {
        Map<String, Tensor> stored = new LinkedHashMap<>();
        parameters.forEach(held -> stored.put(held.spec().name(), held.value()));
        buffers.forEach(held -> stored.put(held.spec().name(), held.value()));
        return stored;
    }

    /** One at a time: the module holds the values of one pass. */
    @Override
    public synchronized Tensor apply(Tensor x, Values values, Pass pass) {
        List<Held> all = new ArrayList<>(parameters);
        all.addAll(buffers);
        try {
            all.forEach(held -> put(held, values.get(held.spec().name())));
            IValue answer = module.forward(new IValueVector(new IValue(feed.of(x))));
            if (!answer.isTensor()) {
                throw BadInput.in(
                        title,
                        "answers some batches with one tensor and others not",
                        "give a model that gives one row of outputs an example");
            }
            Tensor output = answer.toTensor();
            // A tensor inside an IValue is nobody's: its alias belongs to the scope.
            return output.dim() == 1 ? output.unsqueeze(1) : output.alias();
        } finally {
            all.forEach(held -> put(held, held.value()));
        }
    }

    private static void put(Held held, Tensor value) {
        held.slots().forEach(slot -> slot.owner().setattr(slot.name(), new IValue(value)));
    }

    /** Each weight is used at every position of an image or sequence at most. */
    @Override
    public long multiplications(Shape input) {
        long positions = input.sizes().size() == 1 ? 1 : input.elements() / input.channels();
        return positions
                * parameters.stream()
                        .filter(held -> held.spec().role() == ParameterSpec.Role.WEIGHT)
                        .mapToLong(held -> held.spec().count())
                        .sum();
    }

    /** The same module before or after training: the same tensors in the same places. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Scripted script
                && script.title.equals(title)
                && script.outputs == outputs
                && script.parameters(Shape.of(1)).equals(parameters(Shape.of(1)));
    }

    @Override
    public int hashCode() {
        return parameters(Shape.of(1)).hashCode();
    }

    @Override
    public String toString() {
        return text();
    }

    /** What a tensor is to its module, by its name and shape. */
    static ParameterSpec spec(String name, Tensor value) {
        String last = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        List<Integer> sizes = new ArrayList<>();
        for (long size : value.shape()) {
            sizes.add(Math.toIntExact(size));
        }
        ParameterSpec.Role role = ParameterSpec.Role.WEIGHT;
        if (sizes.size() < 2) {
            role = last.contains("bias") ? ParameterSpec.Role.BIAS : ParameterSpec.Role.SCALE;
        }
        if (last.equals("running_var")) {
            role = ParameterSpec.Role.VARIANCE;
        } else if (last.equals("running_mean")) {
            role = ParameterSpec.Role.MEAN;
        }
        long rows = sizes.isEmpty() ? 1 : sizes.get(0);
        return new ParameterSpec(name, role, sizes, Math.max(1, value.numel() / rows), rows);
    }
}
