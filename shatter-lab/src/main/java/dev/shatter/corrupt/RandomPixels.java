package dev.shatter.corrupt;

import dev.shatter.core.Chance;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.data.Dataset;
import java.util.List;

/** An independent uniformly random permutation of the pixel positions for each sample of train and test. */
final class RandomPixels implements Corruption {
    @Override
    public String name() {
        return "random";
    }

    @Override
    public String summary() {
        return "another random permutation of the pixels for each image of train and test";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(PixelPermutation.TRIPLES);
    }

    @Override
    public Dataset apply(Dataset data, Variant options, long seed) {
        int units = PixelPermutation.units(data.shape(), options.flag("triples"));
        return PixelPermutation.apply(
                data,
                "pixels=" + options.text() + ",seed=" + seed,
                units,
                i -> Chance.of(seed, "random", "train", i).permutation(units),
                i -> Chance.of(seed, "random", "test", i).permutation(units));
    }
}
