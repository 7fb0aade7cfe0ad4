package dev.shatter.study;

import dev.shatter.core.BadInput;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How large a study is run. */
public enum Scale {
    /** Seconds, on synthetic data: does everything work? Its verdicts mean little. */
    SMOKE,
    /** At most 20 minutes on two cores, on bundled data. */
    LAPTOP,
    /** As published. */
    PAPER;

    /** As typed: {@code smoke}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads what {@link #word} writes. */
    public static Scale parse(String word) {
        return Arrays.stream(values())
                .filter(scale -> scale.word().equals(word))
                .findFirst()
                .orElseThrow(() -> BadInput.in(
                        "scale '" + word + "'",
                        "is not known",
                        "choose one of "
                                + Arrays.stream(values()).map(Scale::word).collect(Collectors.joining(", "))));
    }
}
