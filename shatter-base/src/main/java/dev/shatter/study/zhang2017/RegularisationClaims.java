package dev.shatter.study.zhang2017;

import dev.shatter.study.Claim;
import dev.shatter.study.Criterion;
import dev.shatter.study.Evidence;
import dev.shatter.study.Range;
import dev.shatter.study.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Section 3 of the paper: what explicit and implicit regularisers do. */
final class RegularisationClaims {
    static final List<Claim> ALL = List.of(
            new Claim(
                    "augmentation-helps",
                    "Data augmentation improves the test accuracy.",
                    "Inception 85.75 to 89.31 %, AlexNet 76.07 to 79.66 % (table 1)",
                    "test accuracy with random crops minus without any regulariser",
                    Range.DIFFERENCE,
                    e -> e.part("regularisers").having("crop").perSeed(u -> gain(u, "crop")),
                    new Criterion.Above(0),
                    "any gain is help"),
            new Claim(
                    "weight-decay-helps",
                    "Weight decay improves the test accuracy.",
                    "+0.28 (Inception), +1.29 (AlexNet), +0.96 (MLP 3x512), -0.12 points (MLP 1x512) (table 1)",
                    "test accuracy with weight decay minus without any regulariser",
                    Range.DIFFERENCE,
                    e -> e.part("regularisers").perSeed(u -> gain(u, "weight-decay")),
                    new Criterion.Above(0),
                    "any gain is help; the published gains are not of one sign either"),
            new Claim(
                    "augmentation-beats-decay",
                    "Augmentation helps more than weight decay.",
                    "89.31 against 86.03 % (Inception), 79.66 against 77.36 % (AlexNet) (table 1)",
                    "test accuracy with random crops minus with weight decay",
                    Range.DIFFERENCE,
                    e -> e.part("regularisers").having("crop").perSeed(u -> gain(u, "crop") - gain(u, "weight-decay")),
                    new Criterion.Above(0),
                    "0 is a draw"),
            new Claim(
                    "regularisers-not-necessary",
                    "Without any explicit regulariser networks still generalise nearly as well.",
                    "0.96 for Inception, 0.93 for AlexNet, from table 1",
                    "(test accuracy without regularisers - 1/K) / (with the best combination of them - 1/K)",
                    Range.ANY,
                    e -> e.part("regularisers").perSeed(RegularisationClaims::kept),
                    new Criterion.Above(0.8),
                    "four fifths of what is above chance: below both published values, with room for small samples"),
            new Claim(
                    "decay-not-sufficient",
                    "Networks with weight decay still fit random labels.",
                    "Inception and both MLPs do; AlexNet does not converge (section 3)",
                    "training accuracy at the end, on random labels with weight decay",
                    Range.SHARE,
                    e -> e.part("regularised-noise").condition("weight-decay").perSeed(u -> u.result("trainAccuracy")),
                    new Criterion.Above(RandomisationClaims.FITTED),
                    "as for random labels without it"),
            new Claim(
                    "early-stopping-idle",
                    "Stopping early would gain nothing on these data.",
                    "no benefit on CIFAR-10 (figure 2b); there is one on ImageNet",
                    "best test accuracy of any epoch minus that of the last, on true labels without regularisers",
                    Range.SHARE,
                    e -> e.part("regularisers").condition("none").perSeed(RegularisationClaims::forgone),
                    new Criterion.Below(0.02),
                    "a maximum over tens of epochs lies about 2 standard errors (1 point each on 1,000 test points)"
                            + " above its mean by chance alone"),
            new Claim(
                    "batch-norm-helps",
                    "Batch norm improves the test accuracy.",
                    "Inception 82.00 to 85.75 % (table 1)",
                    "test accuracy with batch norm minus without it",
                    Range.DIFFERENCE,
                    e -> e.part("norm")
                            .perSeed(u -> u.condition("with").result("testAccuracy")
                                    - u.condition("without").result("testAccuracy")),
                    new Criterion.Above(0),
                    "any gain is help"),
            new Claim(
                    "model-outweighs-regularisation",
                    "Changing the model changes the test accuracy by more than any explicit regulariser does.",
                    "51.51 to 85.75 % from MLP to Inception, at most 3.6 points by regularisers (section 3, table 1)",
                    "test accuracies without regularisers: best network's minus worst's; minus the largest gain of any"
                            + " regulariser, all networks' runs of one number paired",
                    Range.DIFFERENCE,
                    e -> acrossNetworks(e.part("regularisers"), RegularisationClaims::modelOverRegulariser),
                    new Criterion.Above(0),
                    "0 is a draw; both sides are largest values over few, so chance favours neither much"));

    private RegularisationClaims() {}

    /** One value for the first seed of every network, one for the second, and so on, as far as all networks go. */
    private static Sample acrossNetworks(Evidence evidence, ToDoubleFunction<List<Evidence>> statistic) {
        Map<String, List<Evidence>> byNetwork = new LinkedHashMap<>();
        evidence.units()
                .forEach((unit, own) -> byNetwork
                        .computeIfAbsent(unit.network(), k -> new ArrayList<>())
                        .add(own));
        int pairs = byNetwork.values().stream().mapToInt(List::size).min().orElse(0);
        return Evidence.collect(
                IntStream.range(0, pairs).boxed().toList(),
                i -> new Sample.Value(
                        "all networks",
                        i + 1,
                        statistic.applyAsDouble(byNetwork.values().stream()
                                .map(own -> own.get(i))
                                .toList()),
                        0,
                        Double.NaN),
                i -> "runs number " + (i + 1));
    }

    private static double modelOverRegulariser(List<Evidence> networks) {
        double[] plain = networks.stream()
                .mapToDouble(own -> own.condition("none").result("testAccuracy"))
                .toArray();
        double gain = Double.NEGATIVE_INFINITY;
        for (Evidence own : networks) {
            for (String condition : own.conditions()) {
                gain = condition.equals("none") ? gain : Math.max(gain, gain(own, condition));
            }
        }
        return Arrays.stream(plain).max().orElseThrow()
                - Arrays.stream(plain).min().orElseThrow()
                - gain;
    }

    private static double gain(Evidence unit, String regulariser) {
        return unit.condition(regulariser).result("testAccuracy")
                - unit.condition("none").result("testAccuracy");
    }

    private static double kept(Evidence unit) {
        double chance = 1 / unit.condition("none").result("classes");
        double best = unit.conditions().stream()
                .filter(condition -> !condition.equals("none"))
                .mapToDouble(condition -> unit.condition(condition).result("testAccuracy"))
                .max()
                .orElseThrow();
        if (best <= chance) {
            throw new Evidence.Missing("no regularised run beats chance");
        }
        return (unit.condition("none").result("testAccuracy") - chance) / (best - chance);
    }

    private static double forgone(Evidence unit) {
        double[] along = unit.run().trace().column("testAccuracy");
        if (along.length == 0) {
            throw new Evidence.Missing("the trace is empty");
        }
        return Arrays.stream(along).max().orElseThrow() - along[along.length - 1];
    }
}
