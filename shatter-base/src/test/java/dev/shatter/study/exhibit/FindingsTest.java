package dev.shatter.study.exhibit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FindingsTest {
    @Test
    void aNumberThatIsNotThereIsNotPrinted() {
        assertThat(Findings.of("from %.1f to %.1f %% on %s", 1.25, 3.0, "mnist"))
                .isEqualTo("from 1.3 to 3.0 % on mnist");
        assertThat(Findings.of("from %.1f to %.1f", 1.25, Double.NaN)).isEqualTo(Findings.NOT_ENOUGH);
        assertThat(Findings.of("%.1f times", Double.POSITIVE_INFINITY)).isEqualTo(Findings.NOT_ENOUGH);
    }
}
