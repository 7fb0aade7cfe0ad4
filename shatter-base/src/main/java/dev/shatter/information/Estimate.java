package dev.shatter.information;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import dev.shatter.core.Variant;
import dev.shatter.stats.Interval;
import dev.shatter.stats.Jackknife;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hipparchus.stat.StatUtils;
import org.jspecify.annotations.Nullable;

/**
 * An estimate with what one needs to read it.
 *
 * @param value in {@code unit}
 * @param unit nats or bits
 * @param quantity what it estimates, as a symbol
 * @param estimator with its options, as a reference
 * @param n observations; for a divergence those of x
 * @param m observations of y where it is a sample of its own, else 0
 * @param dimension coordinates of x, y and what is given, together
 * @param interval about the value; the bias is not in it
 * @param floor what the same estimator says where the truth is 0; null where that cannot be made
 * @param bias the bias to expect, in words
 * @param pitfall what the estimator cannot see
 * @param source where it is from
 */
@JsonPropertyOrder({"value", "unit", "quantity", "estimator", "n", "m", "dimension", "interval", "floor", "bias"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Estimate(
        double value,
        Unit unit,
        String quantity,
        String estimator,
        int n,
        int m,
        int dimension,
        Interval interval,
        @Nullable Floor floor,
        String bias,
        String pitfall,
        String source) {
    /** Up to here the interval is a jackknife's; beyond it, where ten more estimates would take long, that of parts. */
    static final int JACKKNIFE_MOST = 20_000;

    private static final int GROUPS = 10;

    /** Slack for estimates that are equal but summed in another order. */
    private static final double SAME = 1e-12;

    /** Fewer observations a group leave no estimate worth the name. */
    private static final int LEAST = 2 * GROUPS;

    /**
     * What shuffled observations give.
     *
     * @param mean of the estimates
     * @param deviation of the estimates; NaN of one alone
     * @param pValue (1 + #{shuffled ≥ value})/(1 + shuffles), one-sided
     * @param shuffles how many
     */
    public record Floor(double mean, double deviation, double pValue, int shuffles) {}

    /**
     * How an estimate is looked at.
     *
     * @param unit of every number
     * @param shuffles for the floor; 0 makes none
     * @param level of the interval
     * @param seed of groups and shuffles
     */
    public record Look(Unit unit, int shuffles, double level, long seed) {
        public static final Look DEFAULT = new Look(Unit.NATS, 20, 0.95, 1);
    }

    /**
     * Estimates, once on the whole sample, ten times on parts of it and once a shuffle.
     *
     * @throws BadInput if the sample is too small or not what the estimator takes
     */
    public static Estimate of(Variant estimator, Observations observations, Look look) {
        Estimator entry = Estimators.CATALOGUE.get(estimator);
        Observations sample = entry.require(observations);
        int n = sample.x().count();
        if (Math.min(n, sample.y().count()) < LEAST) {
            throw BadInput.in(
                    "estimator '" + entry.name() + "'",
                    Math.min(n, sample.y().count()) + " observations are too few",
                    "give at least " + LEAST);
        }
        double nats = entry.nats(sample, estimator);
        Unit unit = look.unit();
        boolean pairs = entry.quantity() != Quantity.DIVERGENCE;
        return new Estimate(
                unit.of(nats),
                unit,
                entry.quantity().symbol(sample),
                Estimators.CATALOGUE.brief(estimator),
                n,
                pairs ? 0 : sample.y().count(),
                pairs ? sample.dimension() : sample.x().dimension(),
                interval(entry, estimator, sample, nats, look),
                floor(entry, estimator, sample, nats, look).orElse(null),
                entry.bias(),
                entry.pitfall(),
                entry.source());
    }

    private static Interval interval(Estimator entry, Variant options, Observations sample, double nats, Look look) {
        int n = Math.max(sample.x().count(), sample.y().count());
        // By chance, for rows often come in an order that means something.
        int[] place = Chance.of(look.seed(), "groups").permutation(n);
        boolean parts = n > JACKKNIFE_MOST;
        double[] values = IntStream.range(0, GROUPS)
                .mapToDouble(g ->
                        entry.nats(entry.quantity().part(sample, i -> (place[i] % GROUPS == g) == parts), options))
                .toArray();
        Interval interval =
                parts ? Jackknife.parts(nats, values, look.level()) : Jackknife.grouped(nats, values, look.level());
        Unit unit = look.unit();
        return new Interval(
                unit.of(nats), unit.of(interval.low()), unit.of(interval.high()), interval.level(), interval.method());
    }

    private static Optional<Floor> floor(
            Estimator entry, Variant options, Observations sample, double nats, Look look) {
        double[] values = new double[look.shuffles()];
        for (int s = 0; s < values.length; s++) {
            Optional<Observations> shuffled = entry.quantity().shuffled(sample, Chance.of(look.seed(), "shuffle", s));
            if (shuffled.isEmpty()) {
                return Optional.empty();
            }
            values[s] = entry.nats(shuffled.get(), options);
        }
        if (values.length == 0) {
            return Optional.empty();
        }
        double atLeast = Arrays.stream(values).filter(v -> v >= nats - SAME).count();
        return Optional.of(new Floor(
                look.unit().of(StatUtils.mean(values)),
                values.length < 2 ? Double.NaN : look.unit().of(Math.sqrt(StatUtils.variance(values))),
                (1 + atLeast) / (1 + values.length),
                values.length));
    }
}
