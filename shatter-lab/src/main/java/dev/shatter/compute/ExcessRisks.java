package dev.shatter.compute;

import dev.shatter.concentration.ExcessRisk;
import dev.shatter.concentration.HistogramTask;
import dev.shatter.core.Chance;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import java.util.List;

/** {@link HistogramTask} over the number of cells: means over samples of the three parts of the excess risk. */
record ExcessRisks() implements Simulation {
    @Override
    public String name() {
        return "excess-risk";
    }

    @Override
    public String summary() {
        return "approximation, estimation and optimisation error of histogram classifiers, Bayes risk known";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.integers("cells", List.of(1L, 4L, 16L, 64L, 256L), 1, 100_000, "cells of the classifiers"),
                Parameter.integer("n", 500L, 1, 1_000_000, "examples"),
                Parameter.integer("waves", 2L, 1, 1000, "waves of P(y = 1 | x)"),
                Parameter.number("amplitude", 0.8, 0.01, 1, "of the waves"),
                Parameter.number("visited", 0.75, 0, 1, "share of the cells that the optimiser looks at"),
                Parameter.integer("trials", 100L, 1, 100_000, "samples"));
    }

    @Override
    public Computed compute(Variant options, long seed) {
        HistogramTask task = new HistogramTask(options.integer("waves"), options.number("amplitude"));
        int trials = options.integer("trials");
        Rows rows = new Rows("cells", "approximation", "estimation", "optimisation", "total", "deviation");
        double worst = 0;
        double least = Double.POSITIVE_INFINITY;
        double first = Double.NaN;
        double last = Double.NaN;
        for (int cells : options.integers("cells")) {
            Chance chance = Chance.of(seed, "excess risk", cells);
            double[] sums = new double[5];
            for (int t = 0; t < trials; t++) {
                int visited = (int) Math.round(options.number("visited") * cells);
                ExcessRisk risk = task.draw(cells, options.integer("n"), visited, chance);
                // A sample without any deviation has no estimation error either.
                worst = risk.deviation() == 0 ? worst : Math.max(worst, risk.estimation() / (2 * risk.deviation()));
                sums[0] += risk.approximation() / trials;
                sums[1] += risk.estimation() / trials;
                sums[2] += risk.optimisation() / trials;
                sums[3] += risk.total() / trials;
                sums[4] += risk.deviation() / trials;
            }
            rows.add(cells, sums[0], sums[1], sums[2], sums[3], sums[4]);
            double learned = sums[0] + sums[1];
            first = Double.isNaN(first) ? learned : first;
            last = learned;
            least = Math.min(least, learned);
        }
        return Computed.of(rows.trace())
                .with("bayes", task.bayes())
                .with("estimationOverBound", worst)
                .with("coarseLoss", first - least)
                .with("fineLoss", last - least);
    }
}
