package dev.shatter.compute;

import dev.shatter.core.Chance;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.exact.Bump;
import dev.shatter.exact.DenseStack;
import dev.shatter.exact.MonotoneFit;
import dev.shatter.network.Network;
import java.util.Arrays;
import java.util.List;

/**
 * The indicator of an interval: the best that width 1 could do, which computes monotone functions only, beside a network
 * of width 2.
 *
 * <p>The seed draws the interval [a, b] for width 1, whose least squared error is (b − a) min(a/b, (1 − b)/(1 − a)), and
 * the slope ε of {@link Bump} for width 2, whose error is 2ε/3; the table is of [1/3, 2/3].
 */
record MonotoneLimit() implements Simulation {
    @Override
    public String name() {
        return "width-one";
    }

    @Override
    public String summary() {
        return "what width 1 cannot do: the best monotone fit of a bump, beside a network of width 2";
    }

    @Override
    public String source() {
        return "Park, Yun, Lee and Shin 2021, arXiv:2006.08859";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.integer("grid", 3000L, 30, 1_000_000, "points of [0, 1]"));
    }

    @Override
    public Computed compute(Variant options, long seed) {
        int grid = options.integer("grid");
        Chance chance = Chance.of(seed, "bump");
        double a = 0.1 + 0.3 * chance.nextDouble();
        double b = a + 0.1 + 0.4 * chance.nextDouble();
        double closed = (b - a) * Math.min(a / b, (1 - b) / (1 - a));
        double monotone = MonotoneFit.of(target(grid, a, b)).error();
        double epsilon = 0.01 + 0.09 * chance.nextDouble();
        double[] target = target(grid, 1 / 3.0, 2 / 3.0);
        MonotoneFit best = MonotoneFit.of(target);
        double[] network = values(grid, epsilon);
        double square = 0;
        for (int i = 0; i < grid; i++) {
            square += (network[i] - target[i]) * (network[i] - target[i]) / grid;
        }
        double[] shown = values(grid, 0.05);
        Rows rows = new Rows("x", "target", "monotone", "network");
        for (int i = 0; i < grid; i += Math.max(1, grid / 300)) {
            rows.add((i + 0.5) / grid, target[i], best.values()[i], shown[i]);
        }
        return Computed.of(rows.trace())
                .with("monotoneOverClosedForm", monotone / closed)
                .with("sixth", best.error())
                .with("widthTwo", square)
                .with("widthTwoOverClosedForm", square / (2 * epsilon / 3));
    }

    private static double[] values(int grid, double epsilon) {
        double[][] x = new double[grid][];
        Arrays.setAll(x, i -> new double[] {(i + 0.5) / grid});
        try (Network network = Bump.network(epsilon)) {
            return DenseStack.values(network, x);
        }
    }

    private static double[] target(int grid, double a, double b) {
        double[] values = new double[grid];
        Arrays.setAll(values, i -> (i + 0.5) / grid >= a && (i + 0.5) / grid < b ? 1 : 0);
        return values;
    }
}
