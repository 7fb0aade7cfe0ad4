package dev.shatter.study;

import dev.shatter.core.BadInput;

/**
 * What may be chosen when a study is run.
 *
 * @param scale how large
 * @param data reference of the data; empty for what the study takes at this scale
 * @param seeds repetitions of every condition for every network; 0 for what the study takes at this scale
 * @param firstSeed the first of them, at least 1: other seeds, another draw of everything
 */
public record Settings(Scale scale, String data, int seeds, long firstSeed) {
    public Settings {
        if (seeds < 0 || seeds > 1000) {
            throw BadInput.in("seeds", seeds + " is out of range", "give a number from 1 to 1000");
        }
        if (firstSeed < 1 || firstSeed > 1_000_000_000) {
            throw BadInput.in("first seed", firstSeed + " is out of range", "give a number from 1 to 1000000000");
        }
    }

    /** The study as it stands at a scale. */
    public static Settings at(Scale scale) {
        return new Settings(scale, "", 0, 1);
    }

    /** Whether the number of seeds is the one that was registered, as far as settings go. */
    Look look() {
        return seeds == 0 ? Look.REGISTERED : Look.ANY_TIME;
    }

    /** The data to use where the study itself would take {@code usual}. */
    public String dataOr(String usual) {
        return data.isEmpty() ? usual : data;
    }

    /** The number of seeds where the study itself would take {@code usual}. */
    public int seedsOr(int usual) {
        return seeds == 0 ? usual : seeds;
    }
}
