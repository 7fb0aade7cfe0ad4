package dev.shatter.app;

import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/** What other tools call the options of this one. */
final class Synonyms {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("--learning-rate", "--lr"),
            Map.entry("--batch-size", "--batch"),
            Map.entry("--dataset", "--data"),
            Map.entry("--model", "--net"),
            Map.entry("--network", "--net"),
            Map.entry("--arch", "--net"),
            Map.entry("--optim", "--optimizer"),
            Map.entry("--wd", "--weight-decay"),
            Map.entry("--num-epochs", "--epochs"),
            Map.entry("--scheduler", "--schedule"),
            Map.entry("--augmentation", "--augment"),
            Map.entry("--out", "--output"));

    private Synonyms() {}

    /** The option of this command that is meant by another tool's name, with or without {@code =VALUE}. */
    static Optional<String> of(String option, CommandLine command) {
        String name = option.split("=", 2)[0].replace('_', '-');
        return Optional.ofNullable(NAMES.get(name))
                .or(() -> Optional.of(name))
                .filter(own -> command.getCommandSpec().optionsMap().containsKey(own));
    }
}
