package dev.shatter.network;

/**
 * How a window moves along one side of an image.
 *
 * @param window number of values it covers
 * @param stride step between windows
 * @param padding values added at each end
 * @param dilation distance between neighbouring values of the window; 1 = next to each other
 */
public record Side(int window, int stride, int padding, int dilation) {
    /** A window of one value: nothing happens along this side. */
    public static final Side POINT = new Side(1, 1, 0, 1);

    public Side {
        if (window < 1 || stride < 1 || padding < 0 || dilation < 1) {
            throw new IllegalArgumentException(
                    "window " + window + ", stride " + stride + ", padding " + padding + ", dilation " + dilation);
        }
    }

    /** A window of neighbouring values. */
    public static Side of(int window, int stride, int padding) {
        return new Side(window, stride, padding, 1);
    }

    /** Values from the window's first to its last: dilation · (window - 1) + 1. */
    public int extent() {
        return dilation * (window - 1) + 1;
    }

    /**
     * Number of windows on a side of this length.
     *
     * @throws IllegalArgumentException if not even one fits
     */
    int slid(int length) {
        int free = length + 2 * padding - extent();
        if (free < 0) {
            throw new IllegalArgumentException(
                    "a window of " + extent() + " does not fit a side of " + length + " with padding " + padding);
        }
        return free / stride + 1;
    }

    /** Largest number of windows one value is in. */
    int overlap() {
        return dilation == 1 ? (window + stride - 1) / stride : window;
    }
}
