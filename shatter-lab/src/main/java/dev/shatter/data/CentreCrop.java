package dev.shatter.data;

import dev.shatter.core.BadInput;

/**
 * The middle height × width of every image; where the margin is odd, the smaller half is cut at the top and left.
 *
 * <p>Zhang et al. 2017, arXiv:1611.03530, crop CIFAR-10's 32 × 32 to 28 × 28 before anything else.
 */
public final class CentreCrop {
    private CentreCrop() {}

    /**
     * Crops both splits.
     *
     * @throws BadInput if the data are not images or are smaller than the crop
     */
    public static Dataset of(Dataset data, int height, int width) {
        Shape shape = data.shape();
        if (!shape.isImage()) {
            throw BadInput.in(
                    "crop " + height + "x" + width,
                    "needs images, but " + data.name() + " has samples of shape " + shape,
                    "leave the crop out");
        }
        if (height < 1 || width < 1 || height > shape.height() || width > shape.width()) {
            throw BadInput.in(
                    "crop " + height + "x" + width,
                    "does not fit into images of " + shape.height() + "x" + shape.width(),
                    "ask for 1 to " + Math.min(shape.height(), shape.width()));
        }
        if (height == shape.height() && width == shape.width()) {
            return data;
        }
        return data.derived(
                "crop:" + height + "x" + width,
                new Split(
                        crop(data.train().inputs(), height, width), data.train().labels()),
                new Split(crop(data.test().inputs(), height, width), data.test().labels()));
    }

    private static Samples crop(Samples whole, int height, int width) {
        Shape from = whole.shape();
        int bytes = whole.type().bytes();
        int top = (from.height() - height) / 2;
        int left = (from.width() - width) / 2;
        Samples cropped = Samples.allocate(whole.type(), Shape.of(from.channels(), height, width), whole.count());
        byte[] image = new byte[whole.stride()];
        byte[] part = new byte[cropped.stride()];
        for (int i = 0; i < whole.count(); i++) {
            whole.copy(i, image);
            for (int row = 0; row < from.channels() * height; row++) {
                int fromRow = row / height * from.height() + top + row % height;
                System.arraycopy(
                        image, (fromRow * from.width() + left) * bytes, part, row * width * bytes, width * bytes);
            }
            cropped.set(i, part);
        }
        return cropped;
    }
}
