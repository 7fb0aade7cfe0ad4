package dev.shatter.network;

/**
 * How the tensor {@code weight} of a layer acts: x ↦ T x + b, where T is linear in the weight. A matrix [out, in], or a
 * kernel [out, in/groups, kh, kw] that slides over an image; a matrix is a kernel on an image of one pixel.
 *
 * @param rows how it moves from top to bottom
 * @param columns how it moves from left to right
 * @param groups the channels fall into so many groups, each with a T of its own
 * @param slides whether it acts on images: one weight serves many positions
 */
public record WeightKernel(Side rows, Side columns, int groups, boolean slides) {
    /** Of a dense layer. */
    public static final WeightKernel MATRIX = new WeightKernel(Side.POINT, Side.POINT, 1, false);
}
