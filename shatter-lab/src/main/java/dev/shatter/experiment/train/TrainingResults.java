package dev.shatter.experiment.train;

import dev.shatter.data.Dataset;
import dev.shatter.network.Architecture;
import dev.shatter.train.EpochRow;
import dev.shatter.train.TrainSpec;
import dev.shatter.train.Trainer;
import java.util.SortedMap;
import java.util.TreeMap;

/** Headline numbers of a training. */
final class TrainingResults {
    private TrainingResults() {}

    static SortedMap<String, Double> of(
            Trainer.Outcome outcome, Architecture architecture, TrainSpec spec, Dataset prepared) {
        EpochRow end = outcome.end();
        SortedMap<String, Double> results = new TreeMap<>();
        results.put("parameters", (double) architecture.parameterCount());
        results.put("trainAccuracy", end.trainAccuracy());
        results.put("testAccuracy", end.testAccuracy());
        results.put("trainLoss", end.trainLoss());
        results.put("testLoss", end.testLoss());
        results.put("gap", end.gap());
        results.put(
                "epochs", (double) outcome.rows().get(outcome.rows().size() - 1).epoch());
        results.put("epochsToFit", epochsToFit(outcome, spec));
        results.put("seconds", outcome.seconds());
        results.put("imagesPerSecond", outcome.imagesPerSecond());
        results.put("trainExamples", (double) prepared.train().count());
        results.put("testExamples", (double) prepared.test().count());
        results.put("classes", (double) prepared.classes().size());
        return results;
    }

    /** First epoch at which the training accuracy was what the stop rule asks for, else 1; NaN if none was. */
    private static double epochsToFit(Trainer.Outcome outcome, TrainSpec spec) {
        double target = spec.until().stream()
                .filter(rule -> rule.name().equals("train-accuracy"))
                .mapToDouble(rule -> rule.number("value"))
                .findFirst()
                .orElse(1);
        return outcome.rows().stream()
                .filter(row -> row.trainAccuracy() >= target)
                .mapToDouble(EpochRow::epoch)
                .findFirst()
                .orElse(Double.NaN);
    }
}
