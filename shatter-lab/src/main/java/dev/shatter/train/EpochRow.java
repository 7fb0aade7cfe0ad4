package dev.shatter.train;

import dev.shatter.run.Trace;
import java.util.List;

/**
 * The record of one evaluated epoch. Losses are means over examples of the loss that is minimised, accuracies fractions in
 * [0, 1].
 *
 * @param epoch number of epochs done, from 1
 * @param step number of optimiser steps done
 * @param runningLoss mean loss over the epoch's batches, each under the weights of its step, in training mode
 * @param runningAccuracy the same for accuracy
 * @param trainLoss mean loss over the training examples after the epoch, in evaluation mode, without augmentation
 * @param trainAccuracy the same for accuracy; on the labels trained on, so on corrupted ones where they are
 * @param validationLoss on the part held out of the training examples; NaN if there is none
 * @param validationAccuracy the same for accuracy
 * @param testLoss on the test examples with their own labels
 * @param testAccuracy the same for accuracy
 * @param learningRate at the epoch's last step
 * @param gradientNorm l2 norm of the loss's gradient over all parameters at the epoch's last batch, before weight decay
 * @param weightNorm l2 norm of all parameters after the epoch
 * @param seconds wall time since the run began, over all resumptions
 */
public record EpochRow(
        int epoch,
        long step,
        double runningLoss,
        double runningAccuracy,
        double trainLoss,
        double trainAccuracy,
        double validationLoss,
        double validationAccuracy,
        double testLoss,
        double testAccuracy,
        double learningRate,
        double gradientNorm,
        double weightNorm,
        double seconds) {

    static final List<String> COLUMNS = List.of(
            "epoch",
            "step",
            "runningLoss",
            "runningAccuracy",
            "trainLoss",
            "trainAccuracy",
            "validationLoss",
            "validationAccuracy",
            "testLoss",
            "testAccuracy",
            "gap",
            "learningRate",
            "gradientNorm",
            "weightNorm",
            "seconds");

    /** Test error minus training error: R - Rhat, estimated; signed. */
    public double gap() {
        return trainAccuracy - testAccuracy;
    }

    List<Double> values() {
        return List.of(
                (double) epoch,
                (double) step,
                runningLoss,
                runningAccuracy,
                trainLoss,
                trainAccuracy,
                validationLoss,
                validationAccuracy,
                testLoss,
                testAccuracy,
                gap(),
                learningRate,
                gradientNorm,
                weightNorm,
                seconds);
    }

    static EpochRow of(List<Double> v) {
        return new EpochRow(
                v.get(0).intValue(),
                v.get(1).longValue(),
                v.get(2),
                v.get(3),
                v.get(4),
                v.get(5),
                v.get(6),
                v.get(7),
                v.get(8),
                v.get(9),
                v.get(11),
                v.get(12),
                v.get(13),
                v.get(14));
    }

    /** The rows as a run stores them. */
    public static Trace trace(List<EpochRow> rows) {
        return new Trace(COLUMNS, rows.stream().map(EpochRow::values).toList());
    }
}
