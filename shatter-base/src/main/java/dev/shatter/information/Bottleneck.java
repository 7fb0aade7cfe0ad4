package dev.shatter.information;

import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The discrete information bottleneck: p(t|x) that makes I(X;T) − β I(T;Y) small for the chain T – X – Y, by the iteration
 * p(t|x) ∝ p(t) exp(−β KL(p(y|x) ‖ p(y|t))). The objective never grows; it ends in a local optimum, so the best of several starts is
 * taken. For β ≤ 1 nothing is worth keeping. Source: Tishby, Pereira and Bialek 1999, arXiv:physics/0004057.
 *
 * @param beta what a nat about y is worth in nats about x
 * @param ofX I(X;T), nats
 * @param ofY I(T;Y), nats
 * @param encoder p(t|x) [values of x][values of t]
 * @param objectives I(X;T) − β I(T;Y) after each iteration of the start that was taken
 */
public record Bottleneck(double beta, double ofX, double ofY, double[][] encoder, double[] objectives) {
    private static final double STILL = 1e-12;
    private static final int MOST = 20_000;

    public double objective() {
        return ofX - beta * ofY;
    }

    /**
     * The best of several starts.
     *
     * @param joint p(x, y); every x must occur
     * @param values of t
     * @param starts at least 1: p(t|x) drawn near uniform or far from it
     */
    public static Bottleneck of(Joint joint, double beta, int values, int starts, Chance chance) {
        if (values < 1 || starts < 1 || !(beta >= 0) || Double.isInfinite(beta)) {
            throw BadInput.in(
                    "bottleneck",
                    values + " values, " + starts + " starts and beta = " + beta + " make none",
                    "give at least one value and start, and a finite beta of at least 0");
        }
        double[] x = joint.x();
        if (Arrays.stream(x).anyMatch(p -> p == 0)) {
            throw BadInput.in("joint law", "has an x that never occurs", "leave its row out");
        }
        return IntStream.range(0, starts)
                .mapToObj(s -> descend(joint, beta, start(x.length, values, s % 2 == 0 ? 1 : 30, chance)))
                .min(Comparator.comparingDouble(Bottleneck::objective))
                .orElseThrow();
    }

    private static double[][] start(int rows, int values, double contrast, Chance chance) {
        double[][] encoder = new double[rows][values];
        for (double[] row : encoder) {
            Arrays.setAll(row, t -> Math.exp(contrast * chance.nextDouble()));
            double sum = Arrays.stream(row).sum();
            Arrays.setAll(row, t -> row[t] / sum);
        }
        return encoder;
    }

    private static Bottleneck descend(Joint joint, double beta, double[][] start) {
        double[] x = joint.x();
        double[][] encoder = start;
        double[] objectives = new double[MOST];
        for (int step = 0; ; step++) {
            double[][] next = step(joint, x, beta, encoder);
            Joint ofX = Joint.of(x, next);
            Joint ofY = together(joint, next);
            objectives[step] = ofX.information() - beta * ofY.information();
            double moved = 0;
            for (int i = 0; i < next.length; i++) {
                for (int t = 0; t < next[i].length; t++) {
                    moved = Math.max(moved, Math.abs(next[i][t] - encoder[i][t]));
                }
            }
            encoder = next;
            if (moved <= STILL || step == MOST - 1) {
                return new Bottleneck(
                        beta, ofX.information(), ofY.information(), encoder, Arrays.copyOf(objectives, step + 1));
            }
        }
    }

    /** p(t, y) = Σ_x p(x, y) p(t|x). */
    private static Joint together(Joint joint, double[][] encoder) {
        double[][] table = new double[encoder[0].length][joint.p()[0].length];
        for (int x = 0; x < encoder.length; x++) {
            for (int t = 0; t < table.length; t++) {
                for (int y = 0; y < table[t].length; y++) {
                    table[t][y] += encoder[x][t] * joint.p()[x][y];
                }
            }
        }
        return new Joint(table);
    }

    private static double[][] step(Joint joint, double[] x, double beta, double[][] encoder) {
        Joint ofY = together(joint, encoder);
        double[] t = ofY.x();
        double[][] next = new double[encoder.length][t.length];
        for (int i = 0; i < next.length; i++) {
            double[] given = scaled(joint.p()[i], x[i]);
            double[] cost = new double[t.length];
            for (int v = 0; v < t.length; v++) {
                cost[v] = t[v] > 0
                        ? beta * Entropy.relative(given, scaled(ofY.p()[v], t[v])) - Math.log(t[v])
                        : Double.POSITIVE_INFINITY;
            }
            double least = Arrays.stream(cost).min().orElseThrow();
            double sum = 0;
            for (int v = 0; v < t.length; v++) {
                next[i][v] = Math.exp(least - cost[v]);
                sum += next[i][v];
            }
            for (int v = 0; v < t.length; v++) {
                next[i][v] /= sum;
            }
        }
        return next;
    }

    private static double[] scaled(double[] row, double sum) {
        return Arrays.stream(row).map(p -> p / sum).toArray();
    }
}
