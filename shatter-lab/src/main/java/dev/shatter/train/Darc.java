package dev.shatter.train;

import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Cross-entropy with DARC1, directly approximately regularising complexity: to the mean over a batch of m examples is added
 * λ max_k (1/m) Σ_i |f_k(x_i)|, λ ≥ 0 in nats a logit. The loss of one example is the cross-entropy alone.
 *
 * <p>The penalty stands for the Rademacher complexity of the outputs on the sample at hand, not for norms of the weights.
 * Source: Kawaguchi, Kaelbling and Bengio 2017, arXiv:1710.05468, section 6.
 *
 * @param price λ
 */
record Darc(double price) implements Loss {
    private static final String PRICE = "price";

    /** The paper's choice of λ is by validation; this is the smallest it tries. */
    private static final double USUAL = 0.001;

    Darc() {
        this(USUAL);
    }

    @Override
    public String name() {
        return "darc";
    }

    @Override
    public String summary() {
        return "cross-entropy with price times the largest class mean of |f_k| over the batch";
    }

    @Override
    public String source() {
        return "Kawaguchi, Kaelbling and Bengio 2017, arXiv:1710.05468";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.number(PRICE, USUAL, 0, 1000, "lambda, factor on the penalty"));
    }

    @Override
    public Loss with(Variant options) {
        return new Darc(options.number(PRICE));
    }

    @Override
    public Tensor each(Tensor outputs, Tensor labels) {
        return Losses.CROSS_ENTROPY.each(outputs, labels);
    }

    @Override
    public boolean likelihood() {
        return true;
    }

    @Override
    public boolean separable() {
        return false;
    }

    @Override
    public Tensor mean(Tensor outputs, Tensor labels) {
        Tensor size = Losses.wide(outputs).abs().mean(0).max();
        return Losses.CROSS_ENTROPY.mean(outputs, labels).add(size, new Scalar(price));
    }
}
