package dev.shatter.corrupt;

import dev.shatter.core.Variant;
import dev.shatter.data.Dataset;

/** The pixels as they are. */
final class TruePixels implements Corruption {
    @Override
    public String name() {
        return "true";
    }

    @Override
    public String summary() {
        return "the pixels as they are";
    }

    @Override
    public Dataset apply(Dataset data, Variant options, long seed) {
        return data;
    }
}
