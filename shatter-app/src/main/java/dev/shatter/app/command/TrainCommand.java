package dev.shatter.app.command;

import dev.shatter.app.Console;
import dev.shatter.experiment.Experiments;
import dev.shatter.lab.StoreOrigins;
import dev.shatter.train.TrainSpec;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains one network on one data set; the same flags again answer from the store. */
@Command(
        name = "train",
        modelTransformer = TrainCommand.Fields.class,
        sortOptions = false,
        description = "train a network on data as they are, or with corrupted labels or pixels",
        footer = {
            "",
            "What is in use is printed before training. 'net list', 'data list' and docs/specs.md say what references there are.",
            "Example: shatter train --data fashion-mnist-12k --net mlp:512 --labels random --epochs 120"
        })
final class TrainCommand implements Runnable {
    @Mixin
    private Output output;

    @Mixin
    private LabOptions lab;

    @Option(names = "--again", description = "train even if the store holds this run")
    private boolean again;

    @Spec
    private CommandSpec command;

    /** An option for every field of a training's spec. */
    static final class Fields implements IModelTransformer {
        @Override
        public CommandSpec transform(CommandSpec command) {
            FieldOptions.add(command, TrainSpec.SCHEMA);
            return command;
        }
    }

    @Override
    public void run() {
        Console console = output.console();
        Map<String, Object> given = FieldOptions.given(command.commandLine().getParseResult(), TrainSpec.SCHEMA);
        RunReport.result(
                console,
                lab.lab(console).run(Experiments.draft("train", given, new StoreOrigins("train", lab.store())), again));
    }
}
