package dev.shatter.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shatter.core.Variant;
import java.util.List;

/**
 * Train one network on one data set.
 *
 * <p>The way of the data: take {@code subset} training examples, split off the {@code validation} part, crop, corrupt
 * pixels and labels once, then train; whitening comes last. The test set goes through the same steps, but its labels
 * are never corrupted.
 *
 * @param data where the examples come from
 * @param subset number of training examples, stratified by class; 0 = all
 * @param testSubset number of test examples, stratified by class; 0 = all
 * @param validation fraction of the training examples held out for early stopping, in [0, 1)
 * @param crop side of the centre crop in pixels; 0 = none
 * @param scaling after pixel/255: {@code unit} nothing more, {@code whiten} per image, {@code standardise} per channel
 * @param labels corruption of the training labels
 * @param pixels corruption of the inputs of both splits
 * @param network architecture
 * @param loss what is minimised, averaged over a batch
 * @param optimizer update rule with its learning rate and weight decay
 * @param schedule learning rate over epochs as a factor of the optimizer's
 * @param augment transformations of training batches, applied in this order
 * @param batch examples a step; the last batch of an epoch may be smaller
 * @param epochs most epochs to train
 * @param evaluate epochs from one evaluation to the next, from 1; the last epoch always ends with one
 * @param until rules that end training earlier; any one suffices
 * @param precision auto, fp32 or bf16 (matrix products only)
 * @param seeds every source of chance
 */
public record TrainSpec(
        Variant data,
        int subset,
        int testSubset,
        double validation,
        int crop,
        String scaling,
        Variant labels,
        Variant pixels,
        Variant network,
        Variant loss,
        Variant optimizer,
        Variant schedule,
        List<Variant> augment,
        int batch,
        int epochs,
        int evaluate,
        List<Variant> until,
        String precision,
        Seeds seeds)
        implements Spec {

    /** The kind's name. */
    public static final String KIND = "train";

    /** Without a word on it, every epoch is evaluated. */
    public static final int EVERY_EPOCH = 1;

    private static final String EVALUATE = "evaluate";

    public TrainSpec {
        augment = List.copyOf(augment);
        until = List.copyOf(until);
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** As of every spec; {@code evaluate} only where it is not 1, so that specs from before it have kept their names. */
    @Override
    public ObjectNode json() {
        ObjectNode tree = Spec.super.json();
        return evaluate == EVERY_EPOCH ? tree.without(EVALUATE) : tree;
    }

    /** The same training with other seeds. */
    public TrainSpec with(Seeds others) {
        return new TrainSpec(
                data,
                subset,
                testSubset,
                validation,
                crop,
                scaling,
                labels,
                pixels,
                network,
                loss,
                optimizer,
                schedule,
                augment,
                batch,
                epochs,
                evaluate,
                until,
                precision,
                others);
    }

    static TrainSpec read(JsonNode tree) {
        Fields fields = Fields.of(tree, KIND);
        TrainSpec spec = new TrainSpec(
                fields.variant("data"),
                fields.integer("subset"),
                fields.integer("testSubset"),
                fields.number("validation"),
                fields.integer("crop"),
                fields.text("scaling"),
                fields.variant("labels"),
                fields.variant("pixels"),
                fields.variant("network"),
                fields.variant("loss"),
                fields.variant("optimizer"),
                fields.variant("schedule"),
                fields.variants("augment"),
                fields.integer("batch"),
                fields.integer("epochs"),
                fields.integer(EVALUATE, EVERY_EPOCH),
                fields.variants("until"),
                fields.text("precision"),
                fields.seeds("seeds"));
        fields.complete();
        return spec;
    }
}
