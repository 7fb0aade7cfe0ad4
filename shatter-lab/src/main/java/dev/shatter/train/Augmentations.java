package dev.shatter.train;

import dev.shatter.core.Catalogue;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The augmentations. */
public final class Augmentations {
    /** All of them. */
    public static final Catalogue<Augmentation> CATALOGUE =
            Catalogue.of("augmentation", new RandomCrop(), new Shift(), new Flip(), new Colour());

    private Augmentations() {}

    /** A random window of the crop's size in place of the central one (Zhang et al. 2017: 28 of 32). */
    private record RandomCrop() implements Augmentation {
        @Override
        public String name() {
            return "crop";
        }

        @Override
        public String summary() {
            return "a random window of the size of the crop in place of the central one";
        }

        @Override
        public String source() {
            return "Krizhevsky et al. 2012; Zhang et al. 2017, arXiv:1611.03530";
        }

        @Override
        public boolean crops() {
            return true;
        }

        @Override
        public Tensor apply(Variant options, Tensor images, int crop) {
            return window(images, crop, crop);
        }
    }

    /** Zeros around the image, then a random window of its own size. */
    private record Shift() implements Augmentation {
        @Override
        public String name() {
            return "shift";
        }

        @Override
        public String summary() {
            return "a random shift by a few pixels, zeros moving in";
        }

        @Override
        public String source() {
            return "Lee et al. 2015, arXiv:1409.5185 (pad 4)";
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(Parameter.integer("pixels", 4L, 1, 1024, "largest shift each way"));
        }

        @Override
        public Tensor apply(Variant options, Tensor images, int crop) {
            int by = options.integer("pixels");
            Tensor padded = torch.constant_pad_nd(images, by, by, by, by);
            return window(padded, Math.toIntExact(images.size(2)), Math.toIntExact(images.size(3)));
        }
    }

    /** Mirrored left to right with probability 1/2. */
    private record Flip() implements Augmentation {
        @Override
        public String name() {
            return "flip";
        }

        @Override
        public String summary() {
            return "mirrored left to right with probability 1/2";
        }

        @Override
        public Tensor apply(Variant options, Tensor images, int crop) {
            Tensor heads = torch.rand(images.size(0), 1, 1, 1).lt(new Scalar(0.5));
            return torch.where(heads, images.flip(3), images);
        }
    }

    /** Brightness, contrast and saturation, each scaled by a factor uniform on [1 - s, 1 + s]; clipped to [0, 1]. */
    private record Colour() implements Augmentation {
        /** Luma of ITU-R BT.601. */
        private static final double[] LUMA = {0.299, 0.587, 0.114};

        @Override
        public String name() {
            return "color";
        }

        @Override
        public String summary() {
            return "brightness, contrast and saturation each scaled at random, clipped to [0, 1]";
        }

        @Override
        public String source() {
            return "Howard 2013, arXiv:1312.5402";
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(Parameter.number("strength", 0.2, 0, 1, "s: factors are uniform on [1 - s, 1 + s]"));
        }

        @Override
        public Tensor apply(Variant options, Tensor images, int crop) {
            double strength = options.number("strength");
            Tensor bright = images.mul(factor(images, strength));
            Tensor level = bright.mean(new long[] {1, 2, 3}, true, new org.bytedeco.pytorch.ScalarTypeOptional());
            Tensor contrasted = mix(bright, level, factor(images, strength));
            if (images.size(1) == 3) {
                Tensor weights = dev.shatter.torch.Tensors.of(LUMA, 1, 3, 1, 1).to(images.scalar_type());
                Tensor grey = contrasted
                        .mul(weights)
                        .sum(new long[] {1}, true, new org.bytedeco.pytorch.ScalarTypeOptional());
                contrasted = mix(contrasted, grey, factor(images, strength));
            }
            return contrasted.clamp_(
                    new org.bytedeco.pytorch.ScalarOptional(new Scalar(0f)),
                    new org.bytedeco.pytorch.ScalarOptional(new Scalar(1f)));
        }

        private static Tensor factor(Tensor images, double strength) {
            return torch.rand(images.size(0), 1, 1, 1)
                    .mul(new Scalar(2 * strength))
                    .add(new Scalar(1 - strength));
        }

        private static Tensor mix(Tensor images, Tensor anchor, Tensor factor) {
            return images.sub(anchor).mul(factor).add(anchor);
        }
    }

    /** A window at a place of its own in every image: one gather for the whole batch. */
    private static Tensor window(Tensor images, int height, int width) {
        long n = images.size(0);
        long channels = images.size(1);
        long rows = images.size(2);
        long columns = images.size(3);
        Tensor top = torch.rand(n, 1, 1).mul(new Scalar(rows - height + 1.0)).floor();
        Tensor left = torch.rand(n, 1, 1).mul(new Scalar(columns - width + 1.0)).floor();
        Tensor y = torch.arange(new Scalar(height)).view(1, height, 1).add(top);
        Tensor x = torch.arange(new Scalar(width)).view(1, 1, width).add(left);
        Tensor index = y.mul(new Scalar(columns)).add(x).to(torch.ScalarType.Long);
        Tensor flat = index.view(n, 1, (long) height * width).expand(n, channels, (long) height * width);
        return images.reshape(n, channels, rows * columns).gather(2, flat).view(n, channels, height, width);
    }
}
