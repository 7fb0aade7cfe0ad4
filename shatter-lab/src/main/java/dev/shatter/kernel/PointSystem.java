package dev.shatter.kernel;

import dev.shatter.core.Variant;
import dev.shatter.data.Progress;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** A kernel of feature vectors that are held in memory; owns them: it may move them all together, and closes them. */
final class PointSystem implements KernelSystem {
    /** Side of a tile: a few MB, so that elementwise passes after the product stay in the cache. */
    private static final int TILE = 1024;

    private final Kernel kernel;
    private final Variant options;
    private final FeatureVectors train;
    private final FeatureVectors test;

    PointSystem(Variant kernel, FeatureVectors train, FeatureVectors test) {
        this.kernel = Kernels.CATALOGUE.get(kernel);
        this.options = kernel;
        this.train = train;
        this.test = test;
        if (this.kernel.ofDifferences()) {
            FeatureVectors.centre(train, test);
        }
    }

    @Override
    public int size() {
        return train.count();
    }

    @Override
    public int dimensions() {
        return train.dimensions();
    }

    @Override
    public void write(GramMatrix gram, Progress progress) {
        int n = size();
        for (int i = 0; i < n; i += TILE) {
            int rows = Math.min(n, i + TILE);
            try (StepScope row = StepScope.open()) {
                Tensor left = train.block(i, rows, ScalarType.Float);
                Tensor leftSquares = FeatureVectors.squares(left);
                for (int j = 0; j <= i; j += TILE) {
                    int columns = Math.min(n, j + TILE);
                    try (StepScope scope = StepScope.open()) {
                        Tensor right = train.block(j, columns, ScalarType.Float);
                        Tensor tile = gram.tile(i, rows, j, columns);
                        torch.mm_out(tile, left, right.t());
                        Tensor rightSquares = FeatureVectors.squares(right).t();
                        kernel.apply(options, tile, leftSquares, rightSquares);
                        if (i == j) {
                            diagonal(tile, leftSquares);
                        }
                        gram.sum(tile, i, rows, j, columns);
                    }
                }
            }
            progress.at("Gram matrix", (long) rows * rows, (long) n * n);
        }
    }

    /** k(x, x) exactly: squared distances of a point to itself do not cancel to zero in fp32. */
    private void diagonal(Tensor tile, Tensor squares) {
        float[] values = Tensors.floats(squares);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) kernel.value(options, values[i], values[i], values[i]);
        }
        tile.diagonal().copy_(Tensors.of(values, values.length));
    }

    @Override
    public Tensor multiply(Tensor a, Progress progress) {
        int n = size();
        try (StepScope scope = StepScope.open()) {
            Tensor result = torch.zeros(new long[] {n, a.size(1)}, new TensorOptions(ScalarType.Double));
            for (int i = 0; i < n; i += TILE) {
                int rows = Math.min(n, i + TILE);
                try (StepScope row = StepScope.open()) {
                    Tensor left = train.block(i, rows, ScalarType.Double);
                    Tensor leftSquares = FeatureVectors.squares(left);
                    for (int j = 0; j <= i; j += TILE) {
                        int columns = Math.min(n, j + TILE);
                        try (StepScope inner = StepScope.open()) {
                            Tensor tile = values(left, leftSquares, train, j, columns);
                            if (i == j) {
                                // Exactly symmetric and with the true diagonal, as the stored matrix.
                                fp64Diagonal(tile, leftSquares);
                            }
                            result.narrow(0, i, rows - i).addmm_(tile, a.narrow(0, j, columns - j));
                            if (i != j) {
                                result.narrow(0, j, columns - j).addmm_(tile.t(), a.narrow(0, i, rows - i));
                            }
                        }
                    }
                }
                progress.at("residual", (long) rows * rows, (long) n * n);
            }
            return scope.pass(result);
        }
    }

    private void fp64Diagonal(Tensor tile, Tensor squares) {
        double[] values = Tensors.doubles(squares);
        for (int i = 0; i < values.length; i++) {
            values[i] = kernel.value(options, values[i], values[i], values[i]);
        }
        tile.diagonal().copy_(Tensors.of(values, values.length));
    }

    @Override
    public Tensor columns(int[] places) {
        int n = size();
        try (StepScope scope = StepScope.open()) {
            Tensor chosen =
                    train.values().index_select(0, Tensors.indices(places)).to(ScalarType.Double);
            Tensor result = torch.empty(
                    new long[] {n, places.length},
                    new TensorOptions(ScalarType.Double),
                    new org.bytedeco.pytorch.MemoryFormatOptional());
            Tensor squares = FeatureVectors.squares(chosen).t();
            for (int i = 0; i < n; i += TILE) {
                int rows = Math.min(n, i + TILE);
                try (StepScope inner = StepScope.open()) {
                    Tensor left = train.block(i, rows, ScalarType.Double);
                    Tensor tile = left.mm(chosen.t());
                    kernel.apply(options, tile, FeatureVectors.squares(left), squares);
                    result.narrow(0, i, rows - i).copy_(tile);
                }
            }
            return scope.pass(result);
        }
    }

    @Override
    public Tensor predict(Tensor a, Progress progress) {
        int tests = test.count();
        int n = size();
        try (StepScope scope = StepScope.open()) {
            Tensor result = torch.zeros(new long[] {tests, a.size(1)}, new TensorOptions(ScalarType.Double));
            for (int i = 0; i < tests; i += TILE) {
                int rows = Math.min(tests, i + TILE);
                try (StepScope row = StepScope.open()) {
                    Tensor left = test.block(i, rows, ScalarType.Double);
                    Tensor leftSquares = FeatureVectors.squares(left);
                    for (int j = 0; j < n; j += TILE) {
                        int columns = Math.min(n, j + TILE);
                        try (StepScope inner = StepScope.open()) {
                            Tensor tile = values(left, leftSquares, train, j, columns);
                            result.narrow(0, i, rows - i).addmm_(tile, a.narrow(0, j, columns - j));
                        }
                    }
                }
                progress.at("prediction", rows, tests);
            }
            return scope.pass(result);
        }
    }

    private Tensor values(Tensor left, Tensor leftSquares, FeatureVectors points, int start, int end) {
        Tensor right = points.block(start, end, ScalarType.Double);
        Tensor tile = left.mm(right.t());
        kernel.apply(options, tile, leftSquares, FeatureVectors.squares(right).t());
        return tile;
    }

    @Override
    public void close() {
        train.close();
        test.close();
    }
}
