package dev.shatter.train;

/**
 * The named sources of chance of a training run; streams with equal seeds but different names are independent.
 *
 * @param data which examples a subset or a validation part takes
 * @param corruption which labels and pixels are replaced, and by what
 * @param init the initial weights
 * @param order the order of the examples in every epoch
 * @param noise dropout and augmentation
 */
public record Seeds(long data, long corruption, long init, long order, long noise) {
    /** One number for all five. */
    public static Seeds of(long seed) {
        return new Seeds(seed, seed, seed, seed, seed);
    }
}
