package dev.shatter.curvature;

import dev.shatter.core.Catalogue;

/** The matrices of second order. */
public final class CurvatureMatrices {
    public static final Matrix HESSIAN = new Hessian();
    public static final Matrix GAUSS_NEWTON = new GaussNewton();
    public static final Matrix FISHER = new Fisher();

    /** All of them. */
    public static final Catalogue<Matrix> CATALOGUE =
            Catalogue.of("matrix", HESSIAN, GAUSS_NEWTON, FISHER, new EmpiricalFisher(), new GradientCovariance());

    private CurvatureMatrices() {}
}
