package dev.shatter.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The values a claim is judged by: one for each network and seed.
 *
 * @param values what there is
 * @param missing what there is not although its runs are there, and why, a clause each: such gaps depend on how runs came
 *     out, and are no accident
 * @param absent what there is not because runs or measurements are still to be made, a clause each
 * @param range where values can lie
 */
public record Sample(List<Value> values, List<String> missing, List<String> absent, Range range) {
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
        absent = List.copyOf(absent);
    }

    /** Values that may be any number, all of whose runs are there. */
    public Sample(List<Value> values, List<String> missing) {
        this(values, missing, List.of(), Range.ANY);
    }

    /** The same values, known to lie in a range. */
    Sample within(Range known) {
        return new Sample(values, missing, absent, known);
    }

    /** All values negated. */
    Sample mirrored() {
        List<Value> negated = values.stream()
                .map(v -> new Value(v.network(), v.seed(), -v.value(), v.points(), v.chance()))
                .toList();
        return new Sample(negated, missing, absent, new Range(-range.most(), -range.least()));
    }

    /** How many there are to judge by: the values and those missing because of how their runs came out. */
    int judged() {
        return values.size() + missing.size();
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
