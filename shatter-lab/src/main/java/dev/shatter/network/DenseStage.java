package dev.shatter.network;

import dev.shatter.data.Shape;
import dev.shatter.torch.Matrices;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** Y = X Wᵀ + 1 bᵀ; with G the gradient by Y: ∂W = Gᵀ X, ∂b = Gᵀ 1, ∂X = G W. */
final class DenseStage implements Stage {
    private final Tensor output;
    private final Matrices y;
    private final Matrices weight;
    private final Matrices weightTransposed;
    private final Matrices byWeight;
    private final @Nullable Added added;
    private final @Nullable Tensor byInput;
    private final @Nullable Matrices byX;
    private final Bound x = new Bound();
    private final Bound g = new Bound();

    /** b [m, 1, out], the place [m, out, 1] of its gradient, and a column of ones [m, n, 1]. */
    private record Added(Tensor bias, Matrices gradient, Matrices ones) {
        static Added of(Site site) {
            Tensor ones = site.memory(Shape.of(1)).fill_(new Scalar(1f));
            return new Added(
                    site.keep(site.values().get("bias").unsqueeze(1)),
                    Matrices.of(site.gradients().get("bias").unsqueeze(2)),
                    Matrices.of(ones));
        }
    }

    DenseStage(Dense layer, Site site) {
        output = site.memory(Shape.of(layer.out()));
        y = Matrices.of(output);
        weight = Matrices.of(site.values().get("weight"));
        weightTransposed = weight.transposed();
        byWeight = Matrices.of(site.gradients().get("weight"));
        added = layer.bias() ? Added.of(site) : null;
        byInput = site.wanted() ? site.memory(site.input()) : null;
        byX = byInput == null ? null : Matrices.of(byInput);
    }

    @Override
    public Tensor forward(Tensor input) {
        if (added != null) {
            output.copy_(added.bias());
        }
        y.set(x.to(input), weightTransposed, added == null ? 0 : 1);
        return output;
    }

    @Override
    public @Nullable Tensor backward(Tensor gradient) {
        Matrices own = g.to(gradient);
        Matrices across = own.transposed();
        byWeight.set(across, x.last(), 0);
        if (added != null) {
            added.gradient().set(across, added.ones(), 0);
        }
        if (byX != null) {
            byX.set(own, weight, 0);
        }
        return byInput;
    }

    /** The matrices of a tensor, which in most places is the same at every call. */
    private static final class Bound {
        private @Nullable Tensor tensor;
        private @Nullable Matrices matrices;

        /** By reference: another tensor may lie where one that was freed had been. */
        @SuppressWarnings("ReferenceEquality")
        Matrices to(Tensor next) {
            if (tensor != next || matrices == null) {
                tensor = next;
                matrices = Matrices.of(next);
            }
            return matrices;
        }

        Matrices last() {
            if (matrices == null) {
                throw new IllegalStateException("backward before forward");
            }
            return matrices;
        }
    }
}
