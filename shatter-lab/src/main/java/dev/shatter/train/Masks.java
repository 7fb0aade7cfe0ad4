package dev.shatter.train;

import dev.shatter.core.Catalogue;
import dev.shatter.core.Chance;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.network.Architecture;
import dev.shatter.network.ParameterSpec;
import dev.shatter.torch.HostArray;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** The rules by which weights are kept. */
public final class Masks {
    /** All of them. */
    public static final Catalogue<MaskRule> CATALOGUE = Catalogue.of(
            "mask",
            new All(),
            new Highest(
                    "largest",
                    "the weights largest in absolute value are trained",
                    "Han et al. 2015, arXiv:1506.02626; Frankle and Carbin 2019, arXiv:1803.03635",
                    (weight, chance) -> Math.abs(weight)),
            new Highest("random", "weights drawn by lot are trained", "", (weight, chance) -> chance.nextDouble()));

    private Masks() {}

    /** No mask. */
    private record All() implements MaskRule {
        @Override
        public String name() {
            return "none";
        }

        @Override
        public String summary() {
            return "all weights are trained";
        }

        @Override
        public Optional<Map<String, HostArray>> kept(
                Variant options, Architecture architecture, Supplier<Map<String, HostArray>> weights, Chance chance) {
            return Optional.empty();
        }
    }

    /** Of a weight, at least 0. */
    @FunctionalInterface
    private interface Score {
        double of(float weight, Chance chance);
    }

    /**
     * The weights of the highest scores. Only what multiplies inputs is scored, dense and convolutional weights; biases and
     * normalisations are trained in any case. A weight that is 0 is never kept, so that pruning goes on where it was left.
     */
    private record Highest(String name, String summary, String source, Score score) implements MaskRule {
        private static final Parameter SHARE =
                Parameter.number("share", 0.2, 0, 1, "share of all dense and convolutional weights that is kept");

        private static final Parameter WITHIN = Parameter.choice(
                "within", List.of("network", "layer"), "whether the share is of all layers together or of each");

        @Override
        public List<Parameter> parameters() {
            return List.of(SHARE, WITHIN);
        }

        @Override
        public Optional<Map<String, HostArray>> kept(
                Variant options, Architecture architecture, Supplier<Map<String, HostArray>> weights, Chance chance) {
            Map<String, HostArray> given = weights.get();
            Map<String, double[]> scores = new LinkedHashMap<>();
            architecture.parameters().forEach((tensor, spec) -> {
                if (spec.role() == ParameterSpec.Role.WEIGHT) {
                    HostArray values = Objects.requireNonNull(given.get(tensor), tensor);
                    scores.put(tensor, scores(values.floats(), chance));
                }
            });
            double share = options.number(SHARE.name());
            boolean together = options.text(WITHIN.name()).equals("network");
            double common = together
                    ? least(
                            scores.values().stream()
                                    .flatMapToDouble(Arrays::stream)
                                    .toArray(),
                            share)
                    : Double.NaN;
            Map<String, HostArray> kept = new LinkedHashMap<>();
            scores.forEach((tensor, scored) -> {
                double least = together ? common : least(scored, share);
                HostArray values = Objects.requireNonNull(given.get(tensor), tensor);
                kept.put(tensor, above(scored, least, values.shape()));
            });
            return Optional.of(kept);
        }

        private double[] scores(float[] weights, Chance chance) {
            double[] scores = new double[weights.length];
            for (int i = 0; i < scores.length; i++) {
                double scored = score.of(weights[i], chance);
                scores[i] = weights[i] == 0 ? Double.NEGATIVE_INFINITY : scored;
            }
            return scores;
        }

        /** The lowest score of a share of the highest. */
        private static double least(double[] scores, double share) {
            int count = (int) Math.round(share * scores.length);
            if (count == 0) {
                return Double.POSITIVE_INFINITY;
            }
            double[] sorted = scores.clone();
            Arrays.sort(sorted);
            return Math.max(0, sorted[scores.length - count]);
        }

        private static HostArray above(double[] scores, double least, List<Integer> shape) {
            byte[] kept = new byte[scores.length];
            for (int i = 0; i < scores.length; i++) {
                kept[i] = (byte) (scores[i] >= least ? 1 : 0);
            }
            return HostArray.of(kept, shape.toArray(Integer[]::new));
        }
    }
}
