package dev.shatter.app.command;

import dev.shatter.app.Console;
import dev.shatter.lab.SpecFile;
import dev.shatter.lab.StoreOrigins;
import dev.shatter.spec.Spec;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a spec from a file. */
@Command(
        name = "run",
        description =
                "run a spec from a YAML or JSON file: the flags of 'train' as fields, another kind of experiment, or a stored run's "
                        + "spec.json")
final class RunCommand implements Runnable {
    @Mixin
    private Output output;

    @Mixin
    private LabOptions lab;

    @Parameters(paramLabel = "SPEC", description = "the file")
    private Path file;

    @Option(names = "--again", description = "run even if the store holds this run")
    private boolean again;

    @Override
    public void run() {
        Console console = output.console();
        Spec spec = SpecFile.read(file, new StoreOrigins(file.toString(), lab.store()));
        RunReport.result(console, lab.lab(console).run(spec, again));
    }
}
