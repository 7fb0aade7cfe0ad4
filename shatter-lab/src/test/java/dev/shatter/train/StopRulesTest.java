package dev.shatter.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shatter.core.Variant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopRulesTest {
    @Test
    void accuracyMustBeHeld() {
        assertThat(ends("train-accuracy:1.0,hold=2", row(1, 1.0, 0, 0), row(2, 0.99, 0, 0), row(3, 1.0, 0, 0)))
                .isFalse();
        assertThat(ends("train-accuracy:1.0,hold=2", row(1, 0.9, 0, 0), row(2, 1.0, 0, 0), row(3, 1.0, 0, 0)))
                .isTrue();
        assertThat(ends("train-accuracy:1.0,hold=2", row(1, 1.0, 0, 0))).isFalse();
    }

    @Test
    void lossMustBeBelow() {
        assertThat(ends("train-loss:0.01", row(1, 0, 0.0101, 0))).isFalse();
        assertThat(ends("train-loss:0.01", row(1, 0, 0.0099, 0))).isTrue();
    }

    @Test
    void minutesCountFromTheBeginning() {
        assertThat(ends("minutes:1", row(59, 0, 0, 0))).isFalse();
        assertThat(ends("minutes:1", row(60, 0, 0, 0))).isTrue();
    }

    @Test
    void earlyStoppingWaitsItsPatience() {
        assertThat(ends("early-stopping:2", row(1, 0, 0, 0.5), row(2, 0, 0, 0.4), row(3, 0, 0, 0.45)))
                .isFalse();
        assertThat(ends("early-stopping:2", row(1, 0, 0, 0.4), row(2, 0, 0, 0.4), row(3, 0, 0, 0.45)))
                .isTrue();
        assertThat(StopRules.CATALOGUE.get("early-stopping").keepsBest()).isTrue();
    }

    private static boolean ends(String reference, EpochRow... rows) {
        Variant options = StopRules.CATALOGUE.parse(reference);
        return StopRules.CATALOGUE.get(options).ends(options, new ArrayList<>(List.of(rows)));
    }

    private static EpochRow row(int epoch, double trainAccuracy, double trainLoss, double validationLoss) {
        return new EpochRow(epoch, epoch, 0, 0, trainLoss, trainAccuracy, validationLoss, 0, 0, 0, 0.1, 1, 1, epoch);
    }
}
