package dev.shatter.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ValidationSetTest {
    /** By hand, m = 10,000 and ln(10⁹/0.05) = 23.7190: 0.1 + 0.00158127 + √(0.5 · 0.00237190) = 0.1360192. */
    @Test
    void isItsFormula() {
        assertThat(ValidationSet.risk(0.1, 10_000, Math.log(1e9), 0.05)).isCloseTo(0.1360192, within(1e-6));
        assertThat(ValidationSet.risk(0.9, 100, Math.log(1e9), 0.05)).isEqualTo(1);
    }

    @Test
    void moreCandidatesCostAndMorePointsPay() {
        assertThat(ValidationSet.risk(0.1, 1000, 10, 0.05)).isGreaterThan(ValidationSet.risk(0.1, 1000, 5, 0.05));
        assertThat(ValidationSet.risk(0.1, 1000, 5, 0.05)).isGreaterThan(ValidationSet.risk(0.1, 2000, 5, 0.05));
    }
}
