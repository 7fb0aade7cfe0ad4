package dev.shatter.app.command;

import dev.shatter.app.Console;
import dev.shatter.lab.Draft;
import dev.shatter.lab.Lab;
import dev.shatter.run.Run;
import dev.shatter.spec.TrainSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains one network on one data set; the same flags again answer from the store. */
@Command(
        name = "train",
        description = "train a network on data as they are, or with corrupted labels or pixels",
        footer = {
            "",
            "Defaults are those of Zhang et al. 2017 where the paper states them (SGD, momentum 0.9, learning rate 0.1 for",
            "Inception and 0.01 otherwise, times 0.95 an epoch); those in use are printed before training.",
            "Example: shatter train --data fashion-mnist-12k --net mlp:512 --labels random --epochs 60"
        })
final class TrainCommand implements Runnable {
    @Mixin
    private Output output;

    @Mixin
    private LabOptions lab;

    @Option(names = "--data", required = true, paramLabel = "REF", description = "data set, see 'data list'")
    private String data;

    @Option(names = "--net", required = true, paramLabel = "NET", description = "network, see 'net list'")
    private String net;

    @Option(names = "--labels", paramLabel = "L", description = "true, random or corrupt:P (default: true)")
    private @Nullable String labels;

    @Option(names = "--pixels", paramLabel = "P", description = "true, shuffled, random or gaussian (default: true)")
    private @Nullable String pixels;

    @Option(names = "--crop", paramLabel = "SIDE", description = "centre crop, pixels (default: none)")
    private @Nullable String crop;

    @Option(names = "--whiten", description = "whiten each image: subtract its mean, divide by its standard deviation")
    private boolean whiten;

    @Option(names = "--standardise", description = "standardise each channel over the training set")
    private boolean standardise;

    @Option(names = "--subset", paramLabel = "N", description = "training examples, stratified (default: all)")
    private @Nullable String subset;

    @Option(names = "--test-subset", paramLabel = "N", description = "test examples, stratified (default: all)")
    private @Nullable String testSubset;

    @Option(
            names = "--validation",
            paramLabel = "F",
            description = "fraction of the training examples held out for early stopping (default: 0)")
    private @Nullable String validation;

    @Option(
            names = "--loss",
            paramLabel = "LOSS",
            description = "cross-entropy, mse, logistic or hinge (default: cross-entropy)")
    private @Nullable String loss;

    @Option(names = "--optimizer", paramLabel = "O", description = "sgd, adam or adamw (default: sgd)")
    private @Nullable String optimizer;

    @Option(names = "--lr", paramLabel = "X", description = "learning rate")
    private @Nullable String rate;

    @Option(names = "--momentum", paramLabel = "X", description = "momentum of sgd (default: 0.9)")
    private @Nullable String momentum;

    @Option(names = "--nesterov", description = "Nesterov's form of momentum")
    private boolean nesterov;

    @Option(names = "--weight-decay", paramLabel = "X", description = "weight decay (default: 0)")
    private @Nullable String decay;

    @Option(
            names = "--schedule",
            paramLabel = "S",
            description = "constant, exponential:F, step:EVERY,F or cosine; warmup=E (default: exponential:0.95)")
    private @Nullable String schedule;

    @Option(names = "--batch", paramLabel = "N", description = "examples a step (default: 64)")
    private @Nullable String batch;

    @Option(names = "--epochs", paramLabel = "N", description = "most epochs (default: 100)")
    private @Nullable String epochs;

    @Option(
            names = "--evaluate",
            paramLabel = "N",
            description = "evaluate, and ask whether to end, after every N epochs and at the end (default: 1)")
    private @Nullable String evaluate;

    @Option(
            names = "--until",
            paramLabel = "RULE",
            description = "end earlier: train-accuracy=1.0[,hold=K], train-loss=X, minutes=M, early-stopping=PATIENCE")
    private @Nullable String until;

    @Option(names = "--augment", paramLabel = "A,…", description = "crop, shift, flip, color (default: none)")
    private @Nullable String augment;

    @Option(names = "--dropout", paramLabel = "P", description = "dropout rate of hidden layers (default: 0)")
    private @Nullable String dropout;

    @Option(names = "--seed", paramLabel = "N", description = "one seed for every source of chance (default: 1)")
    private @Nullable String seed;

    @Option(
            names = "--precision",
            paramLabel = "P",
            description = "auto, fp32 or bf16; auto takes bf16 where the processor multiplies it (default: auto)")
    private @Nullable String precision;

    @Option(names = "--again", description = "train even if the store holds this run")
    private boolean again;

    @Override
    public void run() {
        Console console = output.console();
        TrainSpec spec = new Draft("train", fields()).spec();
        Lab here = lab.lab(console);
        Run run = here.run(spec, again);
        RunReport.result(console, run);
    }

    private Map<String, Object> fields() {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("data", data);
        all.put("net", net);
        all.put("labels", labels);
        all.put("pixels", pixels);
        all.put("crop", crop);
        all.put("scaling", whiten ? "whiten" : standardise ? "standardise" : null);
        all.put("subset", subset);
        all.put("test-subset", testSubset);
        all.put("validation", validation);
        all.put("loss", loss);
        all.put("optimizer", optimizer);
        all.put("lr", rate);
        all.put("momentum", momentum);
        all.put("nesterov", nesterov ? "true" : null);
        all.put("weight-decay", decay);
        all.put("schedule", schedule);
        all.put("batch", batch);
        all.put("epochs", epochs);
        all.put("evaluate", evaluate);
        all.put("until", until);
        all.put("augment", augment);
        all.put("dropout", dropout);
        all.put("seed", seed);
        all.put("precision", precision);
        Map<String, Object> given = new LinkedHashMap<>();
        all.forEach((name, value) -> {
            if (value != null) {
                given.put(name, value);
            }
        });
        return given;
    }
}
