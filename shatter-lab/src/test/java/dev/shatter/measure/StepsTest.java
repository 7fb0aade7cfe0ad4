package dev.shatter.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shatter.data.Shape;
import dev.shatter.measure.sharpness.GradientMeasures;
import dev.shatter.network.Network;
import dev.shatter.network.Networks;
import dev.shatter.run.Trace;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Steps to a loss, of a training that was looked at every ten epochs of three steps. */
class StepsTest {
    private static final Trace TRACE = new Trace(
            List.of("step", "trainLoss"),
            List.of(List.of(0.0, 2.3), List.of(30.0, 0.5), List.of(60.0, 0.08), List.of(90.0, 0.009)));

    @Test
    void areKnownFromOneEvaluationToTheNext() {
        try (Network network = Network.create(Networks.architecture("linear", Shape.of(2), 2), 1);
                Subject subject = Subject.of(network).trace(TRACE)) {
            Reading reached = measured("steps-to-0.1", subject);
            assertThat(reached.value()).isEqualTo(60);
            assertThat(List.of(reached.low(), reached.high())).containsExactly(30.0, 60.0);
            Reading between = measured("steps-0.1-to-0.01", subject);
            assertThat(between.value()).isEqualTo(30);
            assertThat(List.of(between.low(), between.high())).containsExactly(0.0, 60.0);
        }
    }

    private static Reading measured(String name, Subject subject) {
        Measure measure = GradientMeasures.all().stream()
                .filter(m -> m.name().equals(name))
                .findFirst()
                .orElseThrow();
        return measure.measure(subject);
    }
}
