package dev.shatter.study.zhang2017;

import dev.shatter.study.Claim;
import dev.shatter.study.Criterion;
import dev.shatter.study.Evidence;
import dev.shatter.study.Range;
import dev.shatter.study.exhibit.ComputedClaims;
import java.util.List;

/** Sections 2 and 5 of the paper: the finite-sample theorem, and linear models that interpolate. */
final class LinearClaims {
    private static final String LINEAR = "linear";
    private static final String EXPRESSIVITY = "expressivity";

    static final List<Claim> ALL = List.of(
            ComputedClaims.claim(
                    "two-n-plus-d-weights",
                    "A ReLU network of 2n + d weights fits any labels of n examples.",
                    "theorem 1",
                    "largest |f(x) - y| over random labels of images, as networks of several depths",
                    Range.NON_NEGATIVE,
                    EXPRESSIVITY,
                    "networkResidual",
                    new Criterion.Below(1e-6),
                    "what rounding leaves where neighbours along the projection are 1e-6 apart"),
            ComputedClaims.claim(
                    "count-of-weights",
                    "It has no more weights than that.",
                    "theorem 1",
                    "distinct weights minus (2n + d)",
                    Range.ANY,
                    EXPRESSIVITY,
                    "parametersBeyondTheory",
                    new Criterion.Within(0, 0.5),
                    "a count"),
            ComputedClaims.claim(
                    "kernels-fit-random-labels",
                    "A linear model with a Gaussian kernel fits random labels.",
                    "training error zero on MNIST and CIFAR-10 (section 5)",
                    "training accuracy of the interpolant of least norm, random labels",
                    Range.SHARE,
                    LINEAR,
                    u -> u.condition("random-labels").result("trainAccuracy"),
                    new Criterion.Above(0.999),
                    "all but one in a thousand"),
            ComputedClaims.claim(
                    "interpolation-generalises",
                    "Fitting true labels exactly costs no accuracy: ridge does not improve on the interpolant.",
                    "1.2 % on MNIST without regularisation, none better with it (section 5)",
                    "test accuracy of the better of two ridges minus that of the interpolant",
                    Range.DIFFERENCE,
                    LINEAR,
                    LinearClaims::forgone,
                    new Criterion.Below(0.01),
                    "one point: the better of two is chosen on the test set itself"),
            ComputedClaims.claim(
                    "noise-needs-norm",
                    "Random labels need a larger norm.",
                    "the norm is what such bounds are made of (section 5)",
                    "norm of the interpolant of random labels over that of true ones",
                    Range.NON_NEGATIVE,
                    LINEAR,
                    u -> u.condition("random-labels").result("norm")
                            / u.condition("interpolant").result("norm"),
                    new Criterion.Above(1.5),
                    "half as much again"),
            ComputedClaims.claim(
                    "wavelets-help",
                    "Wavelets before the kernel lower the test error.",
                    "1.2 to 0.6 % on MNIST (section 5)",
                    "test accuracy on Gabor moduli minus on pixels",
                    Range.DIFFERENCE,
                    LINEAR,
                    u -> u.condition("wavelets").result("testAccuracy")
                            - u.condition("interpolant").result("testAccuracy"),
                    new Criterion.Above(0),
                    "any gain is help"),
            ComputedClaims.claim(
                    "norm-does-not-rank",
                    "And yet their norm is larger: least norm alone does not tell what generalises.",
                    "about 220 on pixels, 390 with wavelets (section 5)",
                    "norm of the interpolant on Gabor moduli over that on pixels",
                    Range.NON_NEGATIVE,
                    LINEAR,
                    u -> u.condition("wavelets").result("norm")
                            / u.condition("interpolant").result("norm"),
                    new Criterion.Above(1),
                    "1 is as large"));

    private LinearClaims() {}

    private static double forgone(Evidence unit) {
        double ridge = Math.max(
                unit.condition("ridge").result("testAccuracy"),
                unit.condition("strong-ridge").result("testAccuracy"));
        return ridge - unit.condition("interpolant").result("testAccuracy");
    }
}
