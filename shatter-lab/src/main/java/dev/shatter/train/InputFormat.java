package dev.shatter.train;

import dev.shatter.data.Shape;
import dev.shatter.torch.Tensors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * What a network is fed: the shape, normalisation, memory layout and precision of its inputs.
 *
 * @param shape one example's shape, after any crop
 * @param crop side of the crop; 0 = none
 * @param whiten per image: (x - mean) / max(standard deviation, 1/√N) over its N values, as in Zhang et al. 2017
 * @param standardise per channel with these statistics; null = not
 * @param channelsLast whether images lie in memory as [n, height, width, channels]
 * @param half whether in bf16
 */
public record InputFormat(
        Shape shape,
        int crop,
        boolean whiten,
        @Nullable ChannelStatistics standardise,
        boolean channelsLast,
        boolean half) {

    /** The same crop with neither normalisation nor a special layout. */
    InputFormat plain() {
        return new InputFormat(shape, crop, false, null, false, false);
    }

    /** The same with each channel standardised by these statistics. */
    public InputFormat standardised(ChannelStatistics statistics) {
        return new InputFormat(shape, crop, whiten, statistics, channelsLast, half);
    }

    /** The central window of the crop's size. */
    Tensor centreCropped(Tensor images) {
        if (crop == 0 || images.dim() != 4 || (images.size(2) == crop && images.size(3) == crop)) {
            return images;
        }
        return images.narrow(2, (images.size(2) - crop) / 2, crop).narrow(3, (images.size(3) - crop) / 2, crop);
    }

    /** Whitened or standardised, [n, shape…] fp32. */
    Tensor normalised(Tensor images) {
        if (whiten) {
            Tensor flat = images.reshape(images.size(0), -1);
            Tensor centred = flat.sub(flat.mean(new long[] {1}, true, new ScalarTypeOptional()));
            Tensor deviation = centred.square()
                    .mean(new long[] {1}, true, new ScalarTypeOptional())
                    .sqrt();
            Tensor floor = deviation.clamp_min(new Scalar(1 / Math.sqrt(shape.elements())));
            return centred.div_(floor).view(images.sizes());
        }
        if (standardise != null) {
            long[] spread = images.dim() == 4 ? new long[] {1, -1, 1, 1} : new long[] {1, -1};
            return images.sub(row(standardise.mean()).view(spread))
                    .div_(row(standardise.deviation()).view(spread));
        }
        return images;
    }

    /** [n, elements] in memory order: channels last where asked. */
    Tensor store(Tensor images) {
        Tensor ordered = channelsLast && images.dim() == 4 ? images.permute(0, 2, 3, 1) : images;
        return ordered.reshape(images.size(0), -1);
    }

    /** Back from {@link #store}: [n, shape…], without a copy. */
    Tensor view(Tensor stored) {
        long n = stored.size(0);
        if (!shape.isImage()) {
            long[] sizes = new long[1 + shape.sizes().size()];
            sizes[0] = n;
            for (int i = 1; i < sizes.length; i++) {
                sizes[i] = shape.sizes().get(i - 1);
            }
            return stored.view(sizes);
        }
        return channelsLast
                ? stored.view(n, shape.height(), shape.width(), shape.channels())
                        .permute(0, 3, 1, 2)
                : stored.view(n, shape.channels(), shape.height(), shape.width());
    }

    private static Tensor row(java.util.List<Double> values) {
        double[] row = values.stream().mapToDouble(Double::doubleValue).toArray();
        return Tensors.of(row, row.length).to(ScalarType.Float);
    }
}
