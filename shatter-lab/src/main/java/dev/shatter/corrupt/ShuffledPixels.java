package dev.shatter.corrupt;

import dev.shatter.core.Chance;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.data.Dataset;
import java.util.List;

/** One uniformly random permutation of the pixel positions, the same for every sample of train and test. */
final class ShuffledPixels implements Corruption {
    @Override
    public String name() {
        return "shuffled";
    }

    @Override
    public String summary() {
        return "one random permutation of the pixels, the same for all images of train and test";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(PixelPermutation.TRIPLES);
    }

    @Override
    public Dataset apply(Dataset data, Variant options, long seed) {
        int units = PixelPermutation.units(data.shape(), options.flag("triples"));
        int[] order = Chance.of(seed, "shuffled").permutation(units);
        return PixelPermutation.apply(
                data, "pixels=" + options.text() + ",seed=" + seed, units, i -> order, i -> order);
    }
}
