package dev.shatter.corrupt;

import dev.shatter.core.Entry;
import dev.shatter.core.Variant;
import dev.shatter.data.Dataset;

/**
 * A deterministic change of a data set: (data, seed) to data, drawn once and fixed for the whole training.
 *
 * <p>Every draw has its own stream of chance named by seed, kind, split and index, so the result does not depend on the
 * order in which samples are visited. Numbers and order of samples, shape and classes stay; labels of the test split
 * always do.
 *
 * <p>Source: Zhang, Bengio, Hardt, Recht and Vinyals 2017, arXiv:1611.03530, section 2.1.
 */
public interface Corruption extends Entry {
    /**
     * The corrupted data. Apply pixel corruptions after cropping and before whitening.
     *
     * @param options this corruption's variant, checked by its catalogue
     */
    Dataset apply(Dataset data, Variant options, long seed);

    @Override
    default String source() {
        return "Zhang et al. 2017, arXiv:1611.03530";
    }
}
