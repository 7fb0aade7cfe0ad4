package dev.shatter.certify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shatter.core.Chance;
import dev.shatter.core.Variant;
import dev.shatter.data.Progress;
import dev.shatter.data.Samples;
import dev.shatter.data.Shape;
import dev.shatter.data.Split;
import dev.shatter.measure.Subject;
import dev.shatter.network.Network;
import dev.shatter.network.Networks;
import dev.shatter.proof.Premises;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Threads;
import dev.shatter.train.Batches;
import dev.shatter.train.InputFormat;
import dev.shatter.train.Losses;
import dev.shatter.train.Optimizers;
import dev.shatter.train.TrainingStep;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The alarm keeps silent where all assumptions hold: over {@value #DRAWS} draws of training and test set, at δ = {@value #DELTA},
 * where a certificate may be contradicted with probability δ + 0.001 at most. At δ = 0.05 a tight certificate on 150 points is
 * contradicted in about one draw of 200, as it may be. Seeds are fixed.
 */
class AlarmTest {
    private static final int DRAWS = 200;
    private static final double DELTA = 0.001;
    private static final Shape INPUTS = Shape.of(6);

    @Test
    void soundDrawsRaiseNoAlarm() {
        Threads.use(1);
        List<Variant> variants = new ArrayList<>(Certifiers.usual());
        variants.add(Certifiers.CATALOGUE.parse("data-dependent-prior,epochs=0,prior-epochs=5,passes=1"));
        int proofs = 0;
        int useful = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            try (Batches train = drawn(300, Chance.of(draw, "train"));
                    Batches test = drawn(500, Chance.of(draw, "test"));
                    Network network = Network.create(Networks.architecture("linear", INPUTS, 2), draw);
                    Network initial = network.copy();
                    Subject subject = Subject.of(network)
                            .initial(initial)
                            .train(train)
                            .test(test)
                            .seed(draw)
                            .inputsWithin(20);
                    Premises premises = Premises.of(subject)) {
                fit(network, train);
                List<Certifiers.Result> results = Certifiers.all(premises, variants, DELTA, Progress.SILENT);
                assertThat(Certifiers.contradictions(results))
                        .as("draw %d", draw)
                        .isEmpty();
                assertThat(premises.findings()).isEmpty();
                for (Certifiers.Result result : results) {
                    proofs += result.proofs().size();
                    useful += (int) result.proofs().stream()
                            .filter(proof -> !proof.certificate().trivial())
                            .count();
                }
            }
        }
        // It is not for want of certificates, nor of such as say something.
        assertThat(proofs).isGreaterThan(10 * DRAWS);
        assertThat(useful).isGreaterThan(5 * DRAWS);
    }

    /** A halfspace, one label in ten turned. */
    private static Batches drawn(int n, Chance chance) {
        Samples samples = Samples.allocate(Samples.Type.F32, INPUTS, n);
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            float[] x = new float[6];
            for (int j = 0; j < x.length; j++) {
                x[j] = (float) chance.nextGaussian();
            }
            samples.set(i, x);
            labels[i] = x[0] + x[1] > 0 == chance.nextDouble() > 0.1 ? 1 : 0;
        }
        return Batches.of(new Split(samples, labels), new InputFormat(INPUTS, 0, false, null, false, false), List.of());
    }

    private static void fit(Network network, Batches train) {
        Variant sgd = Optimizers.CATALOGUE.parse("sgd:momentum=0.9");
        try (var optimizer = Optimizers.CATALOGUE.get(sgd).create(sgd, network);
                TrainingStep step =
                        new TrainingStep(network, Losses.CATALOGUE.get("cross-entropy"), optimizer, false)) {
            for (int i = 0; i < 20; i++) {
                try (StepScope scope = StepScope.open()) {
                    step.run(train.slice(0, train.count()), 0.3, false);
                }
            }
        }
    }
}
