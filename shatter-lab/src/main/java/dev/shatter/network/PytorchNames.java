package dev.shatter.network;

import dev.shatter.core.BadInput;
import dev.shatter.torch.HostArray;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A PyTorch state dict under an architecture's own names: {@code fc1.weight} or {@code 0.weight} as {@code dense1.weight}.
 *
 * <p>Each layer gets the module whose tensors have its shapes. Among modules of equal shapes their names must count
 * ({@code fc1}, {@code fc2}; {@code 0}, {@code 2}, {@code 10}), and are taken in that order.
 */
public final class PytorchNames {
    private static final String COUNTER = "num_batches_tracked";
    private static final Map<String, String> NORMALISATION =
            Map.of("weight", "scale", "bias", "shift", "running_mean", "mean", "running_var", "variance");
    private static final Pattern NUMBERS = Pattern.compile("\\d+");

    private PytorchNames() {}

    /**
     * The tensors under the architecture's names; unchanged if some bear these already, or if no layer fits.
     *
     * @param state tensors by name, in any order
     * @throws BadInput if names do not say which of two modules of equal shapes comes first
     */
    public static Map<String, HostArray> own(Architecture architecture, Map<String, HostArray> state) {
        Map<String, List<Integer>> wanted = new LinkedHashMap<>();
        architecture.parameters().forEach((name, spec) -> wanted.put(name, spec.shape()));
        architecture.buffers().forEach((name, spec) -> wanted.put(name, spec.shape()));
        if (state.keySet().stream().anyMatch(wanted::containsKey)) {
            return state;
        }
        Map<String, Map<String, HostArray>> modules = modules(state);
        Map<String, HostArray> own = new TreeMap<>();
        for (Placed place : architecture.all()) {
            Map<String, List<Integer>> tensors = tensors(place);
            if (tensors.isEmpty()) {
                continue;
            }
            List<String> fitting = modules.entrySet().stream()
                    .filter(module -> sizes(named(module.getValue(), tensors)).equals(tensors))
                    .map(Map.Entry::getKey)
                    .sorted(COUNTING)
                    .toList();
            if (fitting.isEmpty()) {
                return state;
            }
            mustCount(fitting);
            named(Objects.requireNonNull(modules.remove(fitting.get(0))), tensors)
                    .forEach((name, array) -> own.put(place.name() + "." + name, array));
        }
        return modules.isEmpty() ? own : state;
    }

    private static final Comparator<String> COUNTING = (a, b) -> {
        int[] left = numbers(a);
        int[] right = numbers(b);
        int order = Arrays.compare(left, right);
        return order != 0 ? order : a.compareTo(b);
    };

    private static int[] numbers(String name) {
        return NUMBERS.matcher(name)
                .results()
                .map(MatchResult::group)
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    private static void mustCount(List<String> names) {
        for (int i = 1; i < names.size(); i++) {
            String first = names.get(0);
            String other = names.get(i);
            if (!NUMBERS.matcher(first)
                    .replaceAll("#")
                    .equals(NUMBERS.matcher(other).replaceAll("#"))) {
                throw BadInput.in(
                        "weights",
                        "have modules '" + first + "' and '" + other + "' of the same shapes, and the names do not say"
                                + " which comes first",
                        "name them with numbers, or as 'net describe' does");
            }
        }
    }

    /** Tensors by module and name within it, without batch norm's counters. */
    private static Map<String, Map<String, HostArray>> modules(Map<String, HostArray> state) {
        Map<String, Map<String, HostArray>> modules = new TreeMap<>();
        state.forEach((name, array) -> {
            int dot = name.lastIndexOf('.');
            String last = name.substring(dot + 1);
            if (!last.equals(COUNTER)) {
                modules.computeIfAbsent(name.substring(0, Math.max(0, dot)), m -> new TreeMap<>())
                        .put(last, array);
            }
        });
        return modules;
    }

    private static Map<String, List<Integer>> tensors(Placed place) {
        Map<String, List<Integer>> tensors = new TreeMap<>();
        place.parameters().forEach(spec -> tensors.put(spec.name(), spec.shape()));
        place.buffers().forEach(spec -> tensors.put(spec.name(), spec.shape()));
        return tensors;
    }

    /** A module's tensors under the names of a layer: those of a normalisation where the layer is one. */
    private static Map<String, HostArray> named(Map<String, HostArray> module, Map<String, List<Integer>> layer) {
        Map<String, HostArray> named = new TreeMap<>();
        module.forEach((name, array) ->
                named.put(layer.containsKey("weight") ? name : NORMALISATION.getOrDefault(name, name), array));
        return named;
    }

    private static Map<String, List<Integer>> sizes(Map<String, HostArray> arrays) {
        Map<String, List<Integer>> sizes = new TreeMap<>();
        arrays.forEach((name, array) -> sizes.put(name, array.shape()));
        return sizes;
    }
}
