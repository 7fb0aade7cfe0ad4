package dev.shatter.app.command;

import dev.shatter.experiment.Experiments;
import dev.shatter.experiment.alter.Altering;
import dev.shatter.lab.StoreOrigins;
import dev.shatter.spec.Drafter;
import dev.shatter.spec.Spec;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes the weights of a stored training and stores the result as a run. */
@Command(
        name = "alter",
        description = "change the weights of a trained network: rescale layers, prune, round",
        footer = {
            "",
            "The result is a stored run that every command takes: measured on the training's data, with the "
                    + "training's initial weights.",
            "Example: shatter alter 1f3a --by rescale:layer=1,factor=1024"
        })
final class AlterCommand implements Runnable {
    @Mixin
    private Output output;

    @Mixin
    private LabOptions lab;

    @Parameters(paramLabel = "ID", description = "the beginning of the training's id")
    private String id;

    @Option(
            names = "--by",
            required = true,
            paramLabel = "ALTERATION",
            description = "rescale:layer=L,factor=A; prune:sparsity=S; round:bits=B")
    private String by;

    @Option(names = "--again", description = "run even if the store holds this run")
    private boolean again;

    @Override
    public void run() {
        Spec spec = Experiments.draft(
                "command line",
                Map.of(Drafter.EXPERIMENT, "alter", Altering.OF, id, Altering.BY, by),
                new StoreOrigins("command line", lab.store()));
        RunReport.result(output.console(), lab.lab(output.console()).run(spec, again));
    }
}
