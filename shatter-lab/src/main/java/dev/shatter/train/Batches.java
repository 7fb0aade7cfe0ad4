package dev.shatter.train;

import dev.shatter.core.Variant;
import dev.shatter.data.Samples;
import dev.shatter.data.Shape;
import dev.shatter.data.Split;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * A split as one tensor in memory, handed out in batches: selected, scaled to [0, 1], cropped or augmented, and whitened
 * last, all as operations on whole batches.
 *
 * <p>Where nothing random happens to the pixels, they are brought to their final form once and only selected afterwards.
 */
public final class Batches implements Examples, AutoCloseable {
    /** Largest set brought to its final form once, in bytes: beyond it a batch is prepared when it is asked for. */
    static final long PREPARED_BYTES = 4L << 30;

    /** Examples prepared at once. */
    private static final int BLOCK = 1000;

    private final Split split;
    private final InputFormat format;
    private final List<Variant> augment;
    private final Tensor raw;
    private final Tensor labels;
    private final @Nullable Tensor prepared;

    private Batches(Split split, InputFormat format, List<Variant> augment) {
        this.split = split;
        this.format = format;
        this.augment = augment;
        Samples samples = split.inputs();
        try (StepScope scope = StepScope.open()) {
            long[] sizes = sizes(split.count(), samples.shape());
            ScalarType type = samples.type() == Samples.Type.U8 ? ScalarType.Byte : ScalarType.Float;
            raw = scope.keep(Tensors.view(samples.buffer(), type, sizes));
            labels = scope.keep(Tensors.indices(split.labels()));
            long bytes = split.count() * format.shape().elements() * (format.half() ? 2 : 4);
            prepared = augment.isEmpty() && bytes <= PREPARED_BYTES ? scope.keep(prepareAll()) : null;
        }
    }

    /**
     * The examples of a split.
     *
     * @param format what the network wants
     * @param augment transformations of every batch; empty for evaluation
     */
    public static Batches of(Split split, InputFormat format, List<Variant> augment) {
        return new Batches(split, format, List.copyOf(augment));
    }

    @Override
    public int count() {
        return split.count();
    }

    /** The examples before any scaling or cropping. */
    public Split split() {
        return split;
    }

    /**
     * Some of the examples, in this order, in memory of their own.
     *
     * @param augmentations of their batches, in place of those of these
     */
    public Batches select(int[] places, List<Variant> augmentations) {
        return new Batches(split.select(places), format, List.copyOf(augmentations));
    }

    /** Whether every example is in its final form in memory: few enough, and never augmented. */
    public boolean isPrepared() {
        return prepared != null;
    }

    /** All inputs in their final form, [n, elements] as {@link InputFormat#store} lays them. */
    Tensor prepared() {
        return Objects.requireNonNull(prepared);
    }

    /** All labels, [n], int64. */
    Tensor labels() {
        return labels;
    }

    /** What the network is fed. */
    InputFormat format() {
        return format;
    }

    /** Whether inputs come in bf16. */
    public boolean half() {
        return format.half();
    }

    /** The examples at these places, augmented if there are augmentations. Belongs to the innermost scope. */
    public Batch take(int[] places) {
        try (StepScope scope = StepScope.open()) {
            Batch batch = take(Tensors.indices(places));
            return new Batch(scope.pass(batch.inputs()), scope.pass(batch.labels()));
        }
    }

    /** The examples at these places, [n] int64, augmented if there are augmentations. Belongs to the innermost scope. */
    Batch take(Tensor index) {
        try (StepScope scope = StepScope.open()) {
            Tensor chosen = labels.index_select(0, index);
            Tensor inputs = prepared != null
                    ? format.view(prepared.index_select(0, index))
                    : finish(augmented(scaled(raw.index_select(0, index))));
            return new Batch(scope.pass(inputs), scope.pass(chosen));
        }
    }

    /** Examples from a place on, in their stored order, never augmented. Belongs to the innermost scope. */
    @Override
    public Batch slice(int from, int count) {
        try (StepScope scope = StepScope.open()) {
            Tensor inputs = prepared != null
                    ? format.view(prepared.narrow(0, from, count))
                    : finish(plain(scaled(raw.narrow(0, from, count))));
            return new Batch(scope.pass(inputs), scope.pass(labels.narrow(0, from, count)));
        }
    }

    @Override
    public void close() {
        raw.close();
        labels.close();
        if (prepared != null) {
            prepared.close();
        }
    }

    /** In the layout of {@link InputFormat#store}, block by block, so that the fp32 copy never exists twice. */
    private Tensor prepareAll() {
        int n = split.count();
        ScalarType type = format.half() ? ScalarType.BFloat16 : ScalarType.Float;
        Tensor all = torch.empty(
                new long[] {n, format.shape().elements()}, new org.bytedeco.pytorch.TensorOptions(type), null);
        for (int from = 0; from < n; from += BLOCK) {
            try (StepScope block = StepScope.open()) {
                int count = Math.min(BLOCK, n - from);
                Tensor part = format.normalised(plain(scaled(raw.narrow(0, from, count))));
                all.narrow(0, from, count).copy_(format.store(part));
            }
        }
        return all;
    }

    private Tensor scaled(Tensor chosen) {
        return split.inputs().type() == Samples.Type.U8
                ? chosen.to(ScalarType.Float).div_(new Scalar(255f))
                : chosen;
    }

    private Tensor plain(Tensor images) {
        return format.centreCropped(images);
    }

    private Tensor augmented(Tensor images) {
        Tensor changed = images;
        boolean cropped = false;
        for (Variant variant : augment) {
            Augmentation augmentation = Augmentations.CATALOGUE.get(variant);
            changed = augmentation.apply(variant, changed, format.crop());
            cropped |= augmentation.crops();
        }
        return cropped ? changed : plain(changed);
    }

    private Tensor finish(Tensor images) {
        Tensor stored = format.store(format.normalised(images));
        return format.view(format.half() ? stored.to(ScalarType.BFloat16) : stored);
    }

    private static long[] sizes(int count, Shape shape) {
        List<Long> sizes = new ArrayList<>(List.of((long) count));
        shape.sizes().forEach(s -> sizes.add((long) s));
        return sizes.stream().mapToLong(Long::longValue).toArray();
    }

    /** Mean and standard deviation per channel (per feature for vectors) over all examples, after the centre crop, fp64. */
    public static ChannelStatistics statistics(Split split, InputFormat format) {
        try (StepScope scope = StepScope.open();
                Batches batches = new Batches(split, format.plain(), List.of())) {
            Tensor sum = torch.zeros(split.inputs().shape().channels()).to(ScalarType.Double);
            Tensor squares = torch.zeros_like(sum);
            long perExample = format.shape().elements() / format.shape().channels();
            batches.inBlocks(BLOCK, (from, batch) -> {
                Tensor x = batch.inputs().to(ScalarType.Double);
                long[] over = x.dim() == 4 ? new long[] {0, 2, 3} : new long[] {0};
                sum.add_(x.sum(over, false, new ScalarTypeOptional()));
                squares.add_(x.square().sum(over, false, new ScalarTypeOptional()));
            });
            double n = (double) split.count() * perExample;
            double[] mean = Tensors.doubles(sum.div(new Scalar(n)));
            double[] square = Tensors.doubles(squares.div(new Scalar(n)));
            double[] deviation = new double[mean.length];
            for (int c = 0; c < mean.length; c++) {
                deviation[c] = Math.sqrt(Math.max(0, square[c] - mean[c] * mean[c]));
            }
            return ChannelStatistics.of(mean, deviation);
        }
    }
}
