package dev.shatter.bench;

import dev.shatter.curvature.CurvatureMatrices;
import dev.shatter.curvature.Eigenpairs;
import dev.shatter.curvature.EmpiricalLoss;
import dev.shatter.curvature.LinearOperator;
import dev.shatter.curvature.LocalLoss;
import dev.shatter.curvature.Matrix;
import dev.shatter.curvature.Vectors;
import dev.shatter.data.Dataset;
import dev.shatter.data.Progress;
import dev.shatter.data.store.DataStore;
import dev.shatter.network.Network;
import dev.shatter.network.Networks;
import dev.shatter.torch.StepScope;
import dev.shatter.train.Batches;
import dev.shatter.train.Examples;
import dev.shatter.train.InputFormat;
import dev.shatter.train.Losses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * What second derivatives cost, in gradients of the mean loss over the same examples, fp32. Networks have made some steps of
 * gradient descent: at random weights a spectrum has no outliers yet.
 */
public final class CurvatureBench {
    private static final String DATA = "fashion-mnist-12k";

    /** Steps of gradient descent before anything is timed, and their rate. */
    private static final int STEPS = 20;

    private static final double RATE = 0.1;

    /** Turns, of which the first only warms up. */
    private static final int TURNS = 6;

    private final DataStore data;

    /**
     * A network with its examples.
     *
     * @param eigenvalues whether the top three eigenvalues are sought, to 1e-4 relative
     */
    public record Case(String network, int examples, boolean eigenvalues) {}

    /** An MLP of 407,050 parameters, others of half and four times the examples or parameters, and a convolutional network. */
    public static final List<Case> CASES = List.of(
            new Case("mlp:512", 1000, true),
            new Case("mlp:512", 500, false),
            new Case("mlp:512", 2000, false),
            new Case("mlp:128", 1000, false),
            new Case("mlp:2048", 1000, false),
            new Case("cnn:16-32", 500, false),
            new Case("cnn:16-32,bn=true", 500, false));

    /**
     * One operation.
     *
     * @param operation what, on which network and how many examples
     * @param seconds median over turns
     * @param ratio median over turns of its time over that of one gradient in the same turn
     */
    public record Row(String operation, double seconds, double ratio) {}

    public CurvatureBench(DataStore data) {
        this.data = data;
    }

    /** All operations on one network. */
    public List<Row> run(Case of, Progress progress) {
        Dataset set = data.open(DATA);
        try (StepScope scope = StepScope.open();
                Network network = Network.create(
                        Networks.architecture(
                                of.network(), set.shape(), set.classes().size()),
                        1,
                        ScalarType.Float);
                Batches batches = Batches.of(
                        set.train().select(IntStream.range(0, of.examples()).toArray()),
                        new InputFormat(set.shape(), 0, false, null, false, false),
                        List.of())) {
            EmpiricalLoss loss = new EmpiricalLoss(
                    network, Losses.CATALOGUE.get("cross-entropy"), Examples.of(batches, ScalarType.Float));
            LocalLoss at = LocalLoss.of(loss, network.flat());
            for (int i = 0; i < STEPS; i++) {
                try (StepScope step = StepScope.open()) {
                    network.flat().sub_(at.gradient(), new Scalar(RATE));
                }
            }
            Tensor v = Vectors.gaussian(network.flat().numel(), ScalarType.Float, 1, "bench");
            String where = ", " + of.network() + ", p = " + network.flat().numel() + ", n = " + of.examples();
            List<Row> rows = new ArrayList<>();
            Runnable gradient = () -> inScope(at::gradient);
            rows.add(row("gradient" + where, gradient, gradient, TURNS, progress));
            for (Matrix matrix : CurvatureMatrices.CATALOGUE.entries()) {
                if (!matrix.equals(CurvatureMatrices.FISHER)) {
                    LinearOperator operator = matrix.at(at);
                    rows.add(row(
                            matrix.name() + "-vector product" + where,
                            gradient,
                            () -> inScope(() -> operator.apply(v)),
                            TURNS,
                            progress));
                }
            }
            if (of.eigenvalues()) {
                LinearOperator hessian = CurvatureMatrices.HESSIAN.at(at);
                rows.add(row(
                        "top-3 eigenvalues of the hessian to 1e-4" + where,
                        gradient,
                        () -> inScope(() -> Eigenpairs.of(hessian, 3, 0, new Eigenpairs.Effort(200, 1e-4, 1))
                                .vectors()),
                        3,
                        progress));
            }
            return rows;
        }
    }

    private interface Work {
        Tensor result();
    }

    private static void inScope(Work work) {
        try (StepScope scope = StepScope.open()) {
            work.result();
        }
    }

    private static Row row(String name, Runnable gradient, Runnable operation, int turns, Progress progress) {
        double[] seconds = new double[turns - 1];
        double[] ratios = new double[turns - 1];
        for (int turn = 0; turn < turns; turn++) {
            progress.at(name, turn, turns);
            double one = seconds(gradient);
            double other = seconds(operation);
            if (turn > 0) {
                seconds[turn - 1] = other;
                ratios[turn - 1] = other / one;
            }
        }
        return new Row(name, median(seconds), median(ratios));
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
