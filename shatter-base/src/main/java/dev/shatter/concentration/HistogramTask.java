package dev.shatter.concentration;

import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;

/**
 * A task whose Bayes risk is known, and classifiers constant on m equal cells: excess risk measured part by part.
 *
 * <p>x is uniform on [0, 1] and P(y = 1 | x) = (1 + a sin 2πfx)/2, with f waves of amplitude a: Bayes risk 1/2 − a/π.
 * The empirical minimiser takes each cell's majority; the returned rule has looked at the first {@code visited} cells of
 * a random order only and calls the others 0.
 *
 * @param waves f, a positive whole number
 * @param amplitude a in (0, 1]
 */
public record HistogramTask(int waves, double amplitude) {
    public HistogramTask {
        if (waves < 1 || !(amplitude > 0 && amplitude <= 1)) {
            throw BadInput.in(
                    "histogram task",
                    waves + " waves of amplitude " + amplitude + " make no task",
                    "give a positive number of waves and an amplitude in (0, 1]");
        }
    }

    /** E min(P(1|x), P(0|x)) = 1/2 − (a/2) E|sin| = 1/2 − a/π. */
    public double bayes() {
        return 0.5 - amplitude / Math.PI;
    }

    /** P(y = 1, x in cell c of m). */
    double ones(int cell, int cells) {
        double turn = 2 * Math.PI * waves;
        double integral = (Math.cos(turn * cell / cells) - Math.cos(turn * (cell + 1) / cells)) / turn;
        return 0.5 / cells + amplitude / 2 * integral;
    }

    /**
     * One sample, fitted.
     *
     * @param cells m ≥ 1
     * @param n examples
     * @param visited cells the optimiser looks at, 0 … m
     */
    public ExcessRisk draw(int cells, int n, int visited, Chance chance) {
        int[] ones = new int[cells];
        int[] zeros = new int[cells];
        for (int i = 0; i < n; i++) {
            double x = chance.nextDouble();
            int cell = Math.min(cells - 1, (int) (x * cells));
            boolean one = chance.nextDouble() < (1 + amplitude * Math.sin(2 * Math.PI * waves * x)) / 2;
            (one ? ones : zeros)[cell]++;
        }
        int[] order = chance.permutation(cells);
        boolean[] seen = new boolean[cells];
        for (int i = 0; i < visited; i++) {
            seen[order[i]] = true;
        }
        double best = 0;
        double minimiser = 0;
        double returned = 0;
        double above = 0;
        double below = 0;
        for (int c = 0; c < cells; c++) {
            // Calling a cell 1 errs on its zeros, and the other way round.
            double callOne = 1.0 / cells - ones(c, cells);
            double callZero = ones(c, cells);
            double empiricalOne = (double) zeros[c] / n;
            double empiricalZero = (double) ones[c] / n;
            best += Math.min(callOne, callZero);
            boolean majority = ones[c] > zeros[c];
            minimiser += majority ? callOne : callZero;
            returned += seen[c] && majority ? callOne : callZero;
            // Cells choose independently, so the supremum over the class is a sum of cells' extremes.
            above += Math.max(callOne - empiricalOne, callZero - empiricalZero);
            below += Math.max(empiricalOne - callOne, empiricalZero - callZero);
        }
        return new ExcessRisk(bayes(), best - bayes(), minimiser - best, returned - minimiser, Math.max(above, below));
    }
}
