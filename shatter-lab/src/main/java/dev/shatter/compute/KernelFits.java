package dev.shatter.compute;

import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.data.Dataset;
import dev.shatter.data.Progress;
import dev.shatter.kernel.FeatureMaps;
import dev.shatter.kernel.KernelFit;
import dev.shatter.kernel.KernelRegression;
import dev.shatter.kernel.Kernels;
import dev.shatter.kernel.Solvers;
import dev.shatter.kernel.Targets;
import java.util.List;

/** {@link KernelRegression}, one-hot targets, solved directly. */
record KernelFits() implements Analysis {
    @Override
    public String name() {
        return "kernel-fit";
    }

    @Override
    public String summary() {
        return "kernel regression on the training split, solved exactly";
    }

    @Override
    public String source() {
        return "Zhang, Bengio, Hardt, Recht and Vinyals 2017, arXiv:1611.03530, section 5";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.number("gamma", 0.02, 1e-12, 1e12, "of the Gaussian kernel exp(-gamma |x - y|^2)"),
                Parameter.number("ridge", 0.0, 0, 1e12, "added to the diagonal; 0 interpolates"),
                Parameter.text("features", "pixels", "pixels, gabor or random-conv:FILTERS"));
    }

    @Override
    public Computed compute(Variant options, Dataset data, long seed, Progress progress) {
        Variant kernel = Kernels.CATALOGUE.parse("gaussian").with("gamma", options.number("gamma"));
        KernelFit fit = new KernelRegression(
                        kernel,
                        FeatureMaps.parse(options.text("features")),
                        Solvers.parse("direct"),
                        options.number("ridge"),
                        Targets.ONE_HOT,
                        1e-6)
                .fit(data, progress);
        return Computed.of(new Rows("n").add(fit.n()).trace())
                .with("trainAccuracy", 1 - fit.trainError())
                .with("testAccuracy", 1 - fit.testError())
                .with("testExamples", fit.tests())
                .with("classes", data.classes().size())
                .with("relativeResidual", fit.relativeResidual())
                .with("norm", Math.sqrt(fit.squaredNorm()))
                .with("condition", fit.condition());
    }
}
