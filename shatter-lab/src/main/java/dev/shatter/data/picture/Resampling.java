package dev.shatter.data.picture;

import java.util.Arrays;

/**
 * Brings pictures of any size to size × size: the shorter side is scaled to size, then the middle is cut out, as is usual
 * for ImageNet (Krizhevsky, Sutskever and Hinton 2012, section 2).
 *
 * <p>Scaling is linear interpolation with the triangle widened by the factor of reduction, so that every source pixel
 * counts (antialiasing, as Pillow's BILINEAR): weight of source pixel j for target i is max(0, 1 - |j + 1/2 - c| / s) with
 * c = (i + 1/2) · factor, s = max(1, factor), normalised to sum 1; rows and columns one after the other, rounded once.
 */
final class Resampling {
    private Resampling() {}

    static DecodedPicture square(DecodedPicture from, int size) {
        int shorter = Math.min(from.height(), from.width());
        int height = Math.max(size, (int) Math.round((double) from.height() * size / shorter));
        int width = Math.max(size, (int) Math.round((double) from.width() * size / shorter));
        Weights rows = new Weights(from.height(), height, (height - size) / 2, size);
        Weights columns = new Weights(from.width(), width, (width - size) / 2, size);
        byte[] pixels = new byte[from.channels() * size * size];
        double[] narrow = new double[from.height() * size];
        for (int c = 0; c < from.channels(); c++) {
            int plane = c * from.height() * from.width();
            for (int y = 0; y < from.height(); y++) {
                for (int x = 0; x < size; x++) {
                    double sum = 0;
                    for (int k = 0; k < columns.of[x].length; k++) {
                        sum += columns.of[x][k]
                                * (from.pixels()[plane + y * from.width() + columns.first[x] + k] & 0xFF);
                    }
                    narrow[y * size + x] = sum;
                }
            }
            for (int y = 0; y < size; y++) {
                for (int x = 0; x < size; x++) {
                    double sum = 0;
                    for (int k = 0; k < rows.of[y].length; k++) {
                        sum += rows.of[y][k] * narrow[(rows.first[y] + k) * size + x];
                    }
                    pixels[(c * size + y) * size + x] = (byte) Math.round(sum);
                }
            }
        }
        return new DecodedPicture(from.channels(), size, size, pixels);
    }

    /** For each target place its first source place and the weights from there on. */
    private static final class Weights {
        private final int[] first;
        private final double[][] of;

        Weights(int source, int target, int start, int count) {
            first = new int[count];
            of = new double[count][];
            double factor = (double) source / target;
            double reach = Math.max(1, factor);
            for (int i = 0; i < count; i++) {
                double centre = (start + i + 0.5) * factor;
                first[i] = Math.max(0, (int) Math.floor(centre - reach + 0.5));
                int end = Math.min(source, (int) Math.ceil(centre + reach - 0.5) + 1);
                of[i] = new double[end - first[i]];
                for (int k = 0; k < of[i].length; k++) {
                    of[i][k] = Math.max(0, 1 - Math.abs(first[i] + k + 0.5 - centre) / reach);
                }
                double sum = Arrays.stream(of[i]).sum();
                for (int k = 0; k < of[i].length; k++) {
                    of[i][k] /= sum;
                }
            }
        }
    }
}
