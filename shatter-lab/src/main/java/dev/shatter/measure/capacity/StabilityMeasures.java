package dev.shatter.measure.capacity;

import dev.shatter.bound.BoundedCrossEntropy;
import dev.shatter.core.Chance;
import dev.shatter.measure.Cost;
import dev.shatter.measure.Line;
import dev.shatter.measure.Measure;
import dev.shatter.measure.Need;
import dev.shatter.measure.NoteNumber;
import dev.shatter.measure.Outputs;
import dev.shatter.measure.Reading;
import dev.shatter.measure.Retraining;
import dev.shatter.measure.Subject;
import dev.shatter.measure.Weights;
import dev.shatter.network.Network;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Empirical stability: how much leaving out one training example changes the network. Never a certificate. */
public final class StabilityMeasures {
    /** Examples left out, one at a time. */
    private static final int REMOVED = 20;

    private StabilityMeasures() {}

    public static List<Measure> all() {
        return List.of(Line.of(
                        "empirical-stability",
                        "largest change of a loss when one training example is left out",
                        "max_{i, z} |l(A(S), z) - l(A(S without i), z)|, l the bounded cross-entropy, z the test set"
                                + " and z_i",
                        "1",
                        StabilityMeasures::stability)
                .costs(Cost.TRAINING)
                .reads(Weights.PARAMETERS)
                .needs(Need.TRAIN, Need.TEST, Need.RETRAINING)
                .reading("uniform stability beta from below; compare with the details 'control', the same change by"
                        + " another seed alone")
                .pitfall("one example fewer changes every batch after it: for long trainings the value is mostly the"
                        + " seed's noise, and a bound needs the supremum over all samples")
                .from("Bousquet and Elisseeff 2002; retraining convention of this project"));
    }

    /** What a retrained network differs in. */
    private record Change(double largest, double mean, double disagreement, double distance) {}

    private static Reading stability(Subject subject) {
        Retraining again = subject.retraining();
        int n = again.labels().length;
        int[] order = Chance.of(subject.seed(), "measure", "stability").permutation(n);
        int removed = Math.min(REMOVED, n);
        Outputs train = subject.outputs();
        double largest = 0;
        double mean = 0;
        double own = 0;
        double disagreement = 0;
        double distance = 0;
        for (int r = 0; r < removed; r++) {
            try (Network network = again.without(order[r])) {
                Change change = change(subject, network);
                Outputs all = Outputs.of(network, subject.train());
                double atOwn = Math.abs(loss(train, order[r]) - loss(all, order[r]));
                largest = Math.max(largest, Math.max(atOwn, change.largest()));
                mean += change.mean() / removed;
                own += atOwn / removed;
                disagreement += change.disagreement() / removed;
                distance += change.distance() / removed;
            }
        }
        Map<String, Double> parts = new TreeMap<>();
        parts.put("mean", mean);
        parts.put("meanAtRemoved", own);
        parts.put("disagreement", disagreement);
        parts.put("distance", distance);
        try (Network network = again.reseeded(Chance.seed(subject.seed(), "stability control"))) {
            Change control = change(subject, network);
            parts.put("control.largest", control.largest());
            parts.put("control.mean", control.mean());
            parts.put("control.disagreement", control.disagreement());
            parts.put("control.distance", control.distance());
        }
        return Reading.searched(largest)
                .n(removed)
                .details(parts)
                .note(removed + " examples left out; mean change " + NoteNumber.text(mean) + ", by another seed "
                        + NoteNumber.text(parts.getOrDefault("control.mean", Double.NaN)));
    }

    private static Change change(Subject subject, Network network) {
        Outputs before = subject.testOutputs();
        Outputs after = Outputs.of(network, subject.test());
        int[] was = before.predictions();
        int[] is = after.predictions();
        double largest = 0;
        double sum = 0;
        double differ = 0;
        for (int i = 0; i < before.count(); i++) {
            double apart = Math.abs(loss(before, i) - loss(after, i));
            largest = Math.max(largest, apart);
            sum += apart;
            differ += was[i] == is[i] ? 0 : 1;
        }
        try (StepScope scope = StepScope.open()) {
            Tensor change = network.flat()
                    .to(ScalarType.Double)
                    .sub(subject.network().flat().to(ScalarType.Double));
            double squares = 0;
            for (double c : Tensors.doubles(change)) {
                squares += c * c;
            }
            return new Change(largest, sum / before.count(), differ / before.count(), Math.sqrt(squares));
        }
    }

    private static double loss(Outputs outputs, int i) {
        return BoundedCrossEntropy.of(outputs.confidences()[i], BoundedCrossEntropy.SMALLEST);
    }
}
