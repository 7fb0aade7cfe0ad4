package dev.shatter.curvature;

import dev.shatter.torch.StepScope;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The mean loss over fixed examples near a point θ, as a function of q chosen coordinates: what second-order matrices are
 * taken of. Every example weighs 1/n, however the examples are divided into blocks.
 *
 * @param theta [p]; must outlive this
 */
public record LocalLoss(EmpiricalLoss loss, Tensor theta, Selection selection) {
    /** As a function of all parameters. */
    public static LocalLoss of(EmpiricalLoss loss, Tensor theta) {
        return new LocalLoss(loss, theta, Selection.all(loss.network().architecture()));
    }

    /** What a block of examples adds to a product. */
    @FunctionalInterface
    interface Part {
        /** One tensor a chosen parameter tensor, summed over the block's examples. */
        List<Tensor> of(Traced block);
    }

    /** q. */
    public long size() {
        return selection.size();
    }

    /** Type of vectors and products. */
    public ScalarType type() {
        return theta.scalar_type().intern();
    }

    /** ∇L, [q]; belongs to the innermost scope. */
    public Tensor gradient() {
        return mean(Traced::gradient);
    }

    /** (1/n) Σ over blocks, [q]; belongs to the innermost scope. */
    Tensor mean(Part part) {
        try (StepScope all = StepScope.open()) {
            Tensor total = torch.zeros(new long[] {size()}, theta.options());
            loss.examples().inBlocks(loss.block(), (from, batch) -> {
                Traced block = Traced.of(loss, theta, selection, batch);
                total.add_(selection.gather(part.of(block)).detach());
            });
            return all.pass(
                    total.div_(new Scalar((double) loss.examples().count())).detach());
        }
    }

    /** A product with every block: v is spread once. */
    LinearOperator operator(Product product) {
        return new LinearOperator() {
            @Override
            public long size() {
                return LocalLoss.this.size();
            }

            @Override
            public ScalarType type() {
                return LocalLoss.this.type();
            }

            @Override
            public Tensor apply(Tensor vector) {
                try (StepScope scope = StepScope.open()) {
                    List<Tensor> direction = selection.spread(vector);
                    return scope.pass(mean(block -> product.of(block, direction)));
                }
            }
        };
    }

    /** A block's part of a matrix's product with a direction. */
    @FunctionalInterface
    interface Product {
        /** One tensor a chosen parameter tensor, summed over the block's examples. */
        List<Tensor> of(Traced block, List<Tensor> direction);
    }
}
