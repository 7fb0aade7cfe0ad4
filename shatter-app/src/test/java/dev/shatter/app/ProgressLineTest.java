package dev.shatter.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong now = new AtomicLong();
    private final StringWriter printed = new StringWriter();

    private ProgressLine progress(boolean terminal, boolean quiet) {
        PrintWriter err = new PrintWriter(printed);
        return new Console(err, err, new Terminal(false, terminal, 80), false, quiet).progress("training", now::get);
    }

    @Test
    void aPipeGetsPlainLinesNowAndThen() {
        try (ProgressLine progress = progress(false, false)) {
            for (int i = 0; i <= 30; i++) {
                progress.at(i / 30.0, "epoch " + i);
                now.addAndGet(SECOND);
            }
        }
        assertThat(printed.toString().lines())
                .containsExactly(
                        "training  33 %  20 s left  epoch 10",
                        "training  67 %  10 s left  epoch 20", "training 100 %  epoch 30");
    }

    @Test
    void whatGoesOnFromACheckpointIsNotTakenForFast() {
        try (ProgressLine progress = progress(false, false)) {
            progress.at(0.5, "");
            now.addAndGet(20 * SECOND);
            progress.at(0.6, "");
        }
        assertThat(printed.toString().lines()).containsExactly("training  60 %  1 min 20 s left");
    }

    @Test
    void whoKnowsMoreOfTheRestIsBelieved() {
        try (ProgressLine progress = progress(false, false)) {
            progress.at(0, Double.NaN, "");
            now.addAndGet(20 * SECOND);
            progress.at(0.5, 90, "");
            now.addAndGet(20 * SECOND);
            progress.at(0.9, Double.NaN, "");
        }
        assertThat(printed.toString().lines()).containsExactly("training  50 %  1 min 30 s left", "training  90 %");
    }

    @Test
    void theNextStepHasATimeOfItsOwn() {
        try (ProgressLine progress = progress(false, false)) {
            progress.at(0, "one");
            now.addAndGet(100 * SECOND);
            progress.at(1, "one");
            progress.at(0, "two");
            now.addAndGet(20 * SECOND);
            progress.at(0.5, "two");
        }
        assertThat(printed.toString().lines()).containsExactly("training 100 %  one", "training  50 %  20 s left  two");
    }

    @Test
    void whatIsOverSoonLeavesNoLineInAPipe() {
        try (ProgressLine progress = progress(false, false)) {
            progress.at(0, "");
            now.addAndGet(9 * SECOND);
            progress.at(1, "");
        }
        assertThat(printed.toString()).isEmpty();
    }

    @Test
    void aTerminalLineRewritesItselfAndGoes() {
        try (ProgressLine progress = progress(true, false)) {
            progress.at(0, "");
            now.addAndGet(SECOND / 100);
            progress.at(0.01, "too soon to be shown");
            now.addAndGet(SECOND);
            progress.at(0.5, "half");
            progress.line("a line that stays");
        }
        assertThat(printed.toString())
                .isEqualTo("\r\u001b[Ktraining   0 %" + "\r\u001b[Ktraining  50 %  half" + "\r\u001b[Ka line that stays"
                        + System.lineSeparator());
    }

    @Test
    void quietMeansNothing() {
        try (ProgressLine progress = progress(true, true)) {
            progress.at(0.5, "half");
            progress.line("a line");
        }
        assertThat(printed.toString()).isEmpty();
    }

    @Test
    void durationsReadWell() {
        assertThat(ProgressLine.duration(7.6)).isEqualTo("8 s");
        assertThat(ProgressLine.duration(200)).isEqualTo("3 min 20 s");
        assertThat(ProgressLine.duration(7500)).isEqualTo("2 h 05 min");
    }
}
