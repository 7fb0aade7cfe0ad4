package dev.shatter.report.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** The picture of upper bounds on a risk: a level bar each from 0 to 1, chance marked, what lies beyond it hatched. */
public final class Certificates {
    private Certificates() {}

    /**
     * One bound.
     *
     * @param value on the risk, ≥ 0; from chance level on it is trivial, from 1 on vacuous
     */
    public record Bound(String name, double value) {
        public Bound {
            if (!(value >= 0)) {
                throw new IllegalArgumentException("bound '" + name + "' is " + value);
            }
        }
    }

    /**
     * The chart; its height grows with the number of bounds.
     *
     * @param risk name of the axis: which risk, at which confidence
     * @param chance risk of guessing, in (0, 1]
     * @param measured upright lines for measured risks
     */
    public static Chart chart(String risk, double chance, List<Bound> bounds, List<ReferenceLine> measured) {
        if (!(chance > 0 && chance <= 1) || bounds.isEmpty()) {
            throw new IllegalArgumentException("certificates need a bound and a chance level in (0, 1]");
        }
        List<String> names = bounds.stream().map(Bound::name).toList();
        List<String> texts = bounds.stream().map(b -> text(b, chance)).toList();
        double[] values = bounds.stream().mapToDouble(Bound::value).toArray();
        List<ReferenceLine> lines = new ArrayList<>(measured);
        lines.add(ReferenceLine.upright(
                chance,
                "chance " + BigDecimal.valueOf(chance).stripTrailingZeros().toPlainString()));
        Panel panel = new Panel(
                "",
                Axis.linear(risk, "").range(0, 1),
                Axis.categories("", names),
                List.of(Mark.Bars.of("", Style.neutral(2), values)
                        .hatchedFrom(chance)
                        .labelled(texts)),
                lines);
        return Chart.of(panel).sized(Chart.WIDTH, 90 + 30 * bounds.size());
    }

    private static String text(Bound bound, double chance) {
        String value = Double.isInfinite(bound.value()) ? "∞" : rounded(bound.value());
        String verdict = bound.value() < chance ? "" : bound.value() < 1 ? " (trivial)" : " (vacuous)";
        return value + verdict;
    }

    // Upwards: a bound must not look better than it is.
    private static String rounded(double value) {
        BigDecimal three = new BigDecimal(value, new MathContext(3, RoundingMode.CEILING));
        return value >= 1e5 ? Ticks.scientific(three) : Ticks.plain(three);
    }
}
