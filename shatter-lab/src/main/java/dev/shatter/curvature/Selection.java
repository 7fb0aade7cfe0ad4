package dev.shatter.curvature;

import dev.shatter.core.BadInput;
import dev.shatter.network.Architecture;
import dev.shatter.network.ParameterSpec;
import dev.shatter.torch.HostArray;
import dev.shatter.torch.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * The q coordinates of θ that a matrix is about: some of a network's tensors, whole or without the weights that a mask
 * takes out. The matrix is then the principal submatrix of those coordinates; everything else is held.
 *
 * @param names the tensors, in the network's order
 */
public record Selection(Architecture architecture, List<String> names, long @Nullable [] kept) {
    public Selection {
        names = List.copyOf(names);
    }

    /** Every parameter. */
    public static Selection all(Architecture architecture) {
        return new Selection(architecture, List.copyOf(architecture.parameters().keySet()), null);
    }

    /**
     * Some layers or tensors.
     *
     * @param blocks each one or more whole components of a tensor's full name: {@code dense1}, {@code dense1.weight}, or
     *     {@code bias} for all biases
     * @throws BadInput if one of them fits no tensor
     */
    public static Selection of(Architecture architecture, List<String> blocks) {
        List<String> all = List.copyOf(architecture.parameters().keySet());
        for (String block : blocks) {
            if (all.stream().noneMatch(name -> within(name, block))) {
                throw BadInput.in(
                        "block '" + block + "'",
                        "is no layer or tensor with parameters of network '" + architecture.name() + "'",
                        "name some of " + String.join(", ", layers(architecture).keySet()));
            }
        }
        return new Selection(
                architecture,
                all.stream()
                        .filter(name -> blocks.stream().anyMatch(block -> within(name, block)))
                        .toList(),
                null);
    }

    /** Every layer that has parameters, by name, in the order of computation. */
    public static Map<String, Selection> layers(Architecture architecture) {
        Map<String, List<String>> layers = new LinkedHashMap<>();
        for (String name : architecture.parameters().keySet()) {
            layers.computeIfAbsent(layer(name), l -> new ArrayList<>()).add(name);
        }
        return layers.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> new Selection(architecture, entry.getValue(), null),
                        (a, b) -> a,
                        LinkedHashMap::new));
    }

    private static String layer(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }

    private static boolean within(String name, String block) {
        return ("." + name + ".").contains("." + block + ".");
    }

    /** The part of these coordinates that lies in one layer, if any does. */
    public Optional<Selection> in(String layer) {
        List<String> inside =
                names.stream().filter(name -> layer(name).equals(layer)).toList();
        if (inside.isEmpty()) {
            return Optional.empty();
        }
        long[] chosen = kept;
        if (chosen == null) {
            return Optional.of(new Selection(architecture, inside, null));
        }
        long from = 0;
        for (String name : names) {
            if (inside.get(0).equals(name)) {
                break;
            }
            from += spec(name).count();
        }
        long first = from;
        long end = first + inside.stream().mapToLong(name -> spec(name).count()).sum();
        long[] own = Arrays.stream(chosen)
                .filter(i -> i >= first && i < end)
                .map(i -> i - first)
                .toArray();
        return own.length == 0 ? Optional.empty() : Optional.of(new Selection(architecture, inside, own));
    }

    /**
     * Without the weights that a mask holds at 0.
     *
     * @param mask for some tensors by full name one of the same shape: 0 = taken out; tensors that are not named stay whole
     * @throws BadInput if a tensor of the mask is not one of the network's, or nothing is left
     */
    public Selection masked(Map<String, HostArray> mask) {
        mask.forEach((name, array) -> {
            ParameterSpec spec = architecture.parameters().get(name);
            if (spec == null || !Arrays.equals(array.sizes(), spec.sizes())) {
                throw BadInput.in(
                        "mask of network '" + architecture.name() + "'",
                        "tensor '" + name + "' is not one of its parameters, or of another shape",
                        "give a mask of this very network");
            }
        });
        long[] left = new long[Math.toIntExact(size())];
        int count = 0;
        long offset = 0;
        for (String name : names) {
            HostArray array = mask.get(name);
            int length = Math.toIntExact(spec(name).count());
            float[] values = array == null ? new float[0] : array.floats();
            for (int i = 0; i < length; i++) {
                if (array == null || values[i] != 0) {
                    left[count++] = offset + i;
                }
            }
            offset += length;
        }
        if (count == 0) {
            throw BadInput.in("mask", "leaves no parameter", "give a mask that is not 0 everywhere");
        }
        return new Selection(architecture, names, Arrays.copyOf(left, count));
    }

    private ParameterSpec spec(String name) {
        ParameterSpec spec = architecture.parameters().get(name);
        if (spec == null) {
            throw new IllegalArgumentException("no parameter '" + name + "'");
        }
        return spec;
    }

    /** q. */
    public long size() {
        return kept == null
                ? names.stream().mapToLong(name -> spec(name).count()).sum()
                : kept.length;
    }

    /** A vector [q] by parameter, in its shape, 0 where the mask takes out; belongs to the innermost scope. */
    public Map<String, Tensor> tensors(Tensor vector) {
        List<Tensor> parts = spread(vector);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            tensors.put(names.get(i), parts.get(i));
        }
        return tensors;
    }

    /** A vector [q] as tensors in the shapes of {@link #names}, 0 where the mask takes out. */
    List<Tensor> spread(Tensor vector) {
        Tensor whole = vector;
        if (kept != null) {
            whole = torch.zeros(
                            new long[] {
                                names.stream().mapToLong(n -> spec(n).count()).sum()
                            },
                            vector.options())
                    .index_copy_(0, Tensors.of(kept, kept.length), vector);
        }
        List<Tensor> parts = new ArrayList<>();
        long offset = 0;
        for (String name : names) {
            ParameterSpec spec = spec(name);
            parts.add(whole.narrow(0, offset, spec.count()).view(spec.sizes()));
            offset += spec.count();
        }
        return parts;
    }

    /** Tensors in the shapes of {@link #names} as one vector [q]. */
    Tensor gather(List<Tensor> parts) {
        Tensor[] flat = parts.stream().map(part -> part.reshape(-1)).toArray(Tensor[]::new);
        Tensor whole = flat.length == 1 ? flat[0] : torch.cat(new TensorVector(flat), 0);
        return kept == null ? whole : whole.index_select(0, Tensors.of(kept, kept.length));
    }

    /** θ's own coordinates: [p] to [q]. */
    public Tensor of(Tensor theta) {
        Map<String, Tensor> views = ParameterViews.of(architecture, theta);
        return gather(names.stream().map(name -> tensor(views, name)).toList());
    }

    static Tensor tensor(Map<String, Tensor> tensors, String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("no tensor '" + name + "'");
        }
        return tensor;
    }
}
