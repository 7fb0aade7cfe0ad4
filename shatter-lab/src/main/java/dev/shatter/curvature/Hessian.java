package dev.shatter.curvature;

/** ∇²L(θ); for ReLU networks the one that exists almost everywhere. Products by double backward. */
record Hessian() implements Matrix {
    @Override
    public String name() {
        return "hessian";
    }

    @Override
    public String summary() {
        return "second derivatives of the mean loss";
    }

    @Override
    public String source() {
        return "Pearlmutter 1994";
    }

    @Override
    public String formula() {
        return "(1/n) sum_i grad^2 l_i";
    }

    @Override
    public boolean semidefinite() {
        return false;
    }

    @Override
    public LinearOperator at(LocalLoss loss) {
        return loss.operator(Traced::hessian);
    }
}
