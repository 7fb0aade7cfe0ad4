package dev.shatter.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The values a claim is judged by: one for each network and seed.
 *
 * @param values what there is
 * @param missing what there is not, and why, a clause each
 * @param range where they can lie
 */
public record Sample(List<Value> values, List<String> missing, Range range) {
    /**
     * One value.
     *
     * @param network the stratum it belongs to
     * @param seed the seed behind it
     * @param value the statistic
     * @param points if the value is a share of test points: how many; else 0
     * @param chance if so: the share expected of guessing; else NaN
     */
    public record Value(String network, long seed, double value, long points, double chance) {}

    public Sample {
        values = List.copyOf(values);
        missing = List.copyOf(missing);
    }

    /** Values that may be any number. */
    public Sample(List<Value> values, List<String> missing) {
        this(values, missing, Range.ANY);
    }

    /** The same values, known to lie in a range. */
    Sample within(Range known) {
        return new Sample(values, missing, known);
    }

    public int size() {
        return values.size();
    }

    public double[] toArray() {
        return values.stream().mapToDouble(Value::value).toArray();
    }

    /** The values of each network. */
    public Map<String, double[]> byNetwork() {
        Map<String, double[]> groups = new LinkedHashMap<>();
        for (Value value : values) {
            groups.computeIfAbsent(
                    value.network(),
                    name -> values.stream()
                            .filter(v -> v.network().equals(name))
                            .mapToDouble(Value::value)
                            .toArray());
        }
        return groups;
    }
}
