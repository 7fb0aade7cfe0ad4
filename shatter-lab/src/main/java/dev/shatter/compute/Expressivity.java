package dev.shatter.compute;

import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.data.Dataset;
import dev.shatter.data.Progress;
import dev.shatter.exact.ExactFit;
import dev.shatter.exact.ExactNetwork;
import dev.shatter.network.Network;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;

/**
 * The network of 2n + d weights through all training labels ({@link ExactFit}), one output: the label's number, centred;
 * as formula and as networks of several depths.
 */
record Expressivity() implements Analysis {
    @Override
    public String name() {
        return "expressivity";
    }

    @Override
    public String summary() {
        return "a network of 2n + d weights through any labels of n examples: residual and conditioning";
    }

    @Override
    public String source() {
        return "Zhang, Bengio, Hardt, Recht and Vinyals 2017, arXiv:1611.03530, theorem 1";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.integers("depths", List.of(2L, 3L, 6L), 2, 100_000, "layers of the networks"));
    }

    @Override
    public Computed compute(Variant options, Dataset data, long seed, Progress progress) {
        double[][] x = IntrinsicDimension.points(data.train().inputs());
        double middle = (data.classes().size() - 1) / 2.0;
        double[][] y = Arrays.stream(data.train().labels())
                .mapToObj(label -> new double[] {label - middle})
                .toArray(double[][]::new);
        ExactFit fit = ExactFit.of(x, y, seed);
        Rows rows = new Rows("depth", "residual", "units");
        double worst = 0;
        for (int depth : options.integers("depths")) {
            try (Network network = ExactNetwork.of(fit, depth, data.shape())) {
                double residual = residual(network, x, y, data.shape().sizes());
                worst = Math.max(worst, residual);
                rows.add(
                        depth,
                        residual,
                        network.placed().stream()
                                .mapToLong(p -> p.output().elements())
                                .max()
                                .orElseThrow());
            }
            progress.at("networks", depth, 0);
        }
        return Computed.of(rows.trace())
                .with("n", x.length)
                .with("parameters", fit.parameters())
                .with("parametersBeyondTheory", fit.parameters() - (2.0 * x.length + x[0].length))
                .with("residual", fit.residual(x, y))
                .with("networkResidual", worst)
                .with("gap", fit.gap())
                .with("largestWeight", fit.largestWeight());
    }

    /** max_i |f(x_i) − y_i|. */
    private static double residual(Network network, double[][] x, double[][] y, List<Integer> sizes) {
        double[] flat = Arrays.stream(x).flatMapToDouble(Arrays::stream).toArray();
        long[] shape = new long[sizes.size() + 1];
        shape[0] = x.length;
        for (int i = 0; i < sizes.size(); i++) {
            shape[i + 1] = sizes.get(i);
        }
        try (StepScope scope = StepScope.open();
                NoGradGuard guard = new NoGradGuard()) {
            double[] f = Tensors.doubles(network.forward(Tensors.of(flat, shape), false));
            double worst = 0;
            for (int i = 0; i < f.length; i++) {
                worst = Math.max(worst, Math.abs(f[i] - y[i][0]));
            }
            return worst;
        }
    }
}
