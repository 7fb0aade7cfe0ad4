package dev.shatter.network;

import dev.shatter.core.BadInput;
import dev.shatter.data.Shape;
import dev.shatter.torch.Memory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A network without its values: what it computes, from which shape to how many classes.
 *
 * @param name the reference it came from, for people
 * @param input shape of one sample
 * @param classes K ≥ 1, number of outputs (logits)
 * @param layers from input to output
 * @param initialisation how its parameters are drawn
 */
public record Architecture(String name, Shape input, int classes, List<Layer> layers, Initialisation initialisation) {
    /**
     * Checks that every layer fits.
     *
     * @throws BadInput if the network does not fit the input
     */
    public Architecture {
        layers = List.copyOf(layers);
        if (classes < 1) {
            throw new IllegalArgumentException("classes: " + classes);
        }
        Shape output = outputOf(place(name, layers, input, new TreeMap<>()), input);
        if (!output.equals(Shape.of(classes))) {
            throw new IllegalArgumentException(name + " ends in " + output + ", not in " + classes + " classes");
        }
    }

    /** The layers with their names and shapes; branches hold theirs inside. */
    public List<Placed> placed() {
        return place(name, layers, input, new TreeMap<>());
    }

    /** Every layer in the order of computation, those inside branches included. */
    public List<Placed> all() {
        return placed().stream().flatMap(Placed::all).toList();
    }

    /** Everything that is trained, by full name, in the order of computation. */
    public Map<String, ParameterSpec> parameters() {
        Map<String, ParameterSpec> specs = new LinkedHashMap<>();
        all().forEach(placed -> placed.parameters().forEach(spec -> specs.put(placed.name(spec), spec)));
        return specs;
    }

    /** Everything that is remembered but not trained, by full name. */
    public Map<String, ParameterSpec> buffers() {
        Map<String, ParameterSpec> specs = new LinkedHashMap<>();
        all().forEach(placed -> placed.buffers().forEach(spec -> specs.put(placed.name(spec), spec)));
        return specs;
    }

    /**
     * Examples to pass through at once: as many as keep the largest layer's fp32 output near the processor's cache. Larger
     * blocks made convolutions up to twice as slow.
     */
    public int block() {
        if (opaque().isPresent()) {
            return OPAQUE_BLOCK;
        }
        long largest = all().stream()
                .mapToLong(place -> place.output().elements())
                .max()
                .orElse(1);
        return (int) Math.max(32, Math.min(1000, CACHED / largest));
    }

    /** Why it is not known what some layer computes, in a sentence's middle; empty where all are known. */
    public Optional<String> opaque() {
        return all().stream()
                .flatMap(p -> p.operation().flatMap(Operation::opaque).stream())
                .findFirst();
    }

    /** Whether its inputs are integers, by which there is no gradient. */
    public boolean takesIntegers() {
        return all().stream().flatMap(p -> p.operation().stream()).anyMatch(Operation::takesIntegers);
    }

    /** Examples at once where the largest output inside a layer is not known. */
    private static final int OPAQUE_BLOCK = 100;

    /** Numbers of 16 MB. */
    private static final long CACHED = 1L << 22;

    /** Number of trained values p. */
    public long parameterCount() {
        return parameters().values().stream().mapToLong(ParameterSpec::count).sum();
    }

    /**
     * Refuses, before anything is allocated, a network larger than memory.
     *
     * @param bytes taken for each parameter
     * @param what is kept of each, for the message
     * @throws BadInput if they do not fit into the memory that is free
     */
    public void requireMemory(double bytes, String what) {
        // In floating point: the sum of absurd sizes overflows a long.
        double count =
                parameters().values().stream().mapToDouble(ParameterSpec::count).sum();
        Memory.require(
                "network '" + name + "'",
                bytes * count,
                String.format(Locale.ROOT, "has %,.0f parameters, and %s take", count, what),
                "choose a smaller network");
    }

    /** Whether there is a convolution in it. */
    public boolean convolves() {
        return all().stream().flatMap(p -> p.kernel().stream()).anyMatch(WeightKernel::slides);
    }

    /** Whether it is one matrix with a bias, on the input as a vector. */
    public boolean isOneMatrix() {
        List<Placed> weighted =
                all().stream().filter(p -> !p.parameters().isEmpty()).toList();
        return weighted.size() == 1
                && weighted.get(0).kernel().equals(Optional.of(WeightKernel.MATRIX))
                && layers.stream().filter(layer -> !(layer instanceof Flatten)).count() == 1;
    }

    /** Whether it normalises batches by statistics of the batch in training. */
    public boolean normalisesBatches() {
        return buffers().values().stream().anyMatch(spec -> spec.role() == ParameterSpec.Role.VARIANCE);
    }

    /** The first layer that cannot normalise a batch of one example, since it sees one value of each channel there. */
    public Optional<String> needsTwoExamples() {
        return all().stream()
                .filter(placed -> placed.buffers().stream()
                        .anyMatch(spec -> spec.role() == ParameterSpec.Role.VARIANCE
                                && spec.count() == placed.input().elements()))
                .map(Placed::name)
                .findFirst();
    }

    /** Multiplications of inputs by weights in one forward pass of one sample: dense layers and convolutions only. */
    public long multiplications() {
        return all().stream().mapToLong(Placed::multiplications).sum();
    }

    /**
     * Multiplications in one step of training on one sample: forward, and for the gradients by weights and by inputs; nobody
     * needs the gradient by the sample itself.
     */
    public long trainingMultiplications() {
        long first = all().stream()
                .mapToLong(Placed::multiplications)
                .filter(count -> count > 0)
                .findFirst()
                .orElse(0);
        return 3 * multiplications() - first;
    }

    /**
     * One line of a description.
     *
     * @param layer name
     * @param operation what it does
     * @param output shape of one sample's output
     * @param parameters number of trained values in it
     */
    public record Row(String layer, String operation, Shape output, long parameters) {}

    /** What {@code net describe} prints. */
    public List<Row> describe() {
        return all().stream()
                .map(placed -> new Row(placed.name(), placed.layer().text(), placed.output(), placed.parameterCount()))
                .toList();
    }

    private static List<Placed> place(String network, List<Layer> layers, Shape input, Map<String, Integer> counts) {
        List<Placed> placed = new ArrayList<>();
        Shape shape = input;
        for (Layer layer : layers) {
            List<List<Placed>> inside = new ArrayList<>();
            if (layer instanceof Parallel branches) {
                for (List<Layer> sequence : branches.sequences()) {
                    inside.add(place(network, sequence, shape, counts));
                }
            }
            String name = layer.kind() + counts.merge(layer.kind(), 1, Integer::sum);
            Shape output;
            try {
                output = layer.output(shape);
            } catch (IllegalArgumentException e) {
                throw BadInput.in(
                        "network '" + network + "'",
                        "does not fit the data: its layer " + name + " (" + layer.text() + ") " + e.getMessage(),
                        "choose another network (mlp takes every shape), or data of another shape",
                        e);
            }
            placed.add(new Placed(name, layer, shape, output, inside));
            shape = output;
        }
        return placed;
    }

    private static Shape outputOf(List<Placed> placed, Shape input) {
        return placed.isEmpty() ? input : placed.get(placed.size() - 1).output();
    }
}
