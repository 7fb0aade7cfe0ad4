package dev.shatter.kernel;

import dev.shatter.data.Progress;
import dev.shatter.data.Shape;
import dev.shatter.torch.Precision;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.function.ObjLongConsumer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * K = Φ Φᵀ / (number of features), Φ the pooled responses to filters, of which only a block of columns exists at a time.
 *
 * <p>Responses are products in bf16 where the processor multiplies it, else in fp32; the features are what comes out,
 * the same in every pass, and from there on fp32 in the stored matrix and fp64 in residuals.
 */
final class FilterSystem implements KernelSystem {
    /** Filters a block: features of 50,000 images then take 0.8 GB. */
    static final int BLOCK = 512;

    private static final int TILE = 1024;
    private static final int IMAGES = 64;

    private final FeatureVectors train;
    private final FeatureVectors test;
    private final Shape shape;
    private final int side;
    private final Tensor filters;
    private final RandomFilters.Whitening whitening;
    private final double bias;
    private final ScalarType product;

    FilterSystem(
            FeatureVectors train,
            FeatureVectors test,
            Shape shape,
            int side,
            Tensor filters,
            RandomFilters.Whitening whitening,
            double bias) {
        this.train = train;
        this.test = test;
        this.shape = shape;
        this.side = side;
        this.filters = filters;
        this.whitening = whitening;
        this.bias = bias;
        this.product = Precision.AUTO.here() == Precision.BF16 ? ScalarType.BFloat16 : ScalarType.Float;
    }

    @Override
    public int size() {
        return train.count();
    }

    @Override
    public int dimensions() {
        return Math.toIntExact(8 * filters.size(0));
    }

    /** Features of these images for filters {@code start} to before {@code end}, scaled so that K = Φ Φᵀ: [n, 8 · filters]. */
    Tensor features(FeatureVectors images, long start, long end) {
        try (StepScope scope = StepScope.open()) {
            Tensor bank = filters.narrow(0, start, end - start).t().to(product);
            Tensor result =
                    torch.zeros(new long[] {images.count(), 8 * (end - start)}, new TensorOptions(ScalarType.Float));
            for (int i = 0; i < images.count(); i += IMAGES) {
                int stop = Math.min(images.count(), i + IMAGES);
                try (StepScope batch = StepScope.open()) {
                    result.narrow(0, i, stop - i).copy_(pooled(images.block(i, stop, ScalarType.Float), bank));
                }
            }
            return scope.pass(result.mul_(new Scalar(1 / Math.sqrt(dimensions()))));
        }
    }

    private Tensor pooled(Tensor images, Tensor bank) {
        long n = images.size(0);
        int high = shape.height() - side + 1;
        int wide = shape.width() - side + 1;
        Tensor columns = torch.im2col(
                images.reshape(n, shape.channels(), shape.height(), shape.width()),
                new long[] {side, side},
                new long[] {1, 1},
                new long[] {0, 0},
                new long[] {1, 1});
        Tensor patches = RandomFilters.normalise(columns.transpose(1, 2).reshape(n * high * wide, columns.size(1)));
        Tensor responses = whitening.apply(patches).to(product).mm(bank).to(ScalarType.Float);
        Tensor maps = responses.reshape(n, high, wide, bank.size(1)).permute(0, 3, 1, 2);
        TensorVector parts = new TensorVector();
        for (int sign : new int[] {1, -1}) {
            Tensor rectified =
                    maps.mul(new Scalar((double) sign)).sub_(new Scalar(bias)).clamp_min_(new Scalar(0.0));
            // Quadrants: means over the halves, the middle line belonging to both when the side is odd.
            parts.push_back(torch.adaptive_avg_pool2d(rectified, 2, 2).reshape(n, -1));
        }
        return torch.cat(parts, 1);
    }

    private void blocks(FeatureVectors images, ObjLongConsumer<Tensor> use) {
        for (long start = 0; start < filters.size(0); start += BLOCK) {
            long end = Math.min(filters.size(0), start + BLOCK);
            try (StepScope scope = StepScope.open()) {
                use.accept(features(images, start, end), start);
            }
        }
    }

    @Override
    public void write(GramMatrix gram, Progress progress) {
        blocks(train, (features, start) -> {
            boolean last = start + BLOCK >= filters.size(0);
            tiles((rows, rowsEnd, columns, columnsEnd) -> {
                Tensor tile = gram.tile(rows, rowsEnd, columns, columnsEnd);
                if (start == 0) {
                    tile.zero_();
                }
                Tensor left = features.narrow(0, rows, rowsEnd - rows);
                tile.addmm_(
                        left, features.narrow(0, columns, columnsEnd - columns).t());
                if (last) {
                    gram.sum(tile, rows, rowsEnd, columns, columnsEnd);
                }
            });
            progress.at("Gram matrix", Math.min(start + BLOCK, filters.size(0)), filters.size(0));
        });
    }

    private interface TileConsumer {
        void accept(int rows, int rowsEnd, int columns, int columnsEnd);
    }

    private void tiles(TileConsumer use) {
        int n = size();
        for (int i = 0; i < n; i += TILE) {
            for (int j = 0; j <= i; j += TILE) {
                try (StepScope scope = StepScope.open()) {
                    use.accept(i, Math.min(n, i + TILE), j, Math.min(n, j + TILE));
                }
            }
        }
    }

    @Override
    public Tensor multiply(Tensor a, Progress progress) {
        try (StepScope scope = StepScope.open()) {
            Tensor result = torch.zeros(new long[] {size(), a.size(1)}, new TensorOptions(ScalarType.Double));
            blocks(train, (features, start) -> {
                Tensor wide = features.to(ScalarType.Double);
                result.addmm_(wide, wide.t().mm(a));
                progress.at("residual", Math.min(start + BLOCK, filters.size(0)), filters.size(0));
            });
            return scope.pass(result);
        }
    }

    @Override
    public Tensor columns(int[] places) {
        try (StepScope scope = StepScope.open()) {
            Tensor chosen = Tensors.indices(places);
            Tensor result = torch.zeros(new long[] {size(), places.length}, new TensorOptions(ScalarType.Double));
            blocks(train, (features, start) -> {
                Tensor wide = features.to(ScalarType.Double);
                result.addmm_(wide, wide.index_select(0, chosen).t());
            });
            return scope.pass(result);
        }
    }

    @Override
    public Tensor predict(Tensor a, Progress progress) {
        try (StepScope scope = StepScope.open()) {
            Tensor result = torch.zeros(new long[] {test.count(), a.size(1)}, new TensorOptions(ScalarType.Double));
            blocks(train, (features, start) -> {
                long end = Math.min(filters.size(0), start + BLOCK);
                Tensor weights = features.to(ScalarType.Double).t().mm(a);
                result.addmm_(features(test, start, end).to(ScalarType.Double), weights);
                progress.at("prediction", end, filters.size(0));
            });
            return scope.pass(result);
        }
    }

    @Override
    public void close() {
        train.close();
        test.close();
        filters.close();
        whitening.mean().close();
        whitening.matrix().close();
    }
}
