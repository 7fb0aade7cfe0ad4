package dev.shatter.app.command;

import dev.shatter.app.Console;
import dev.shatter.app.PlainFormat;
import dev.shatter.app.TextTable;
import dev.shatter.core.BadInput;
import dev.shatter.data.Shape;
import dev.shatter.network.Architecture;
import dev.shatter.network.Networks;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the networks there are and what they are made of; loads nothing native. */
@Command(name = "net", description = "list networks, describe one layer by layer")
final class NetCommand {
    /** Labels are counted in 32 bits, and no catalogued data set comes near. */
    private static final int MOST_CLASSES = 1_000_000;

    @Command(name = "list", description = "list the networks, or say everything about one")
    void list(
            @Mixin Output output,
            @Parameters(paramLabel = "NAME", arity = "0..1", description = "the network to show") @Nullable
                    String name) {
        CatalogueView.show(
                output.console(), Networks.CATALOGUE, name, "rate", family -> String.valueOf(family.learningRate()));
    }

    @Command(name = "describe", description = "print a network's layers, shapes and parameter counts")
    void describe(
            @Mixin Output output,
            @Parameters(paramLabel = "NET", description = "a reference such as mlp:512x3, see 'net list'")
                    String reference,
            @Option(
                            names = "--input",
                            required = true,
                            paramLabel = "SHAPE",
                            description = "shape of one sample: 3x28x28, or 784")
                    String input,
            @Option(
                            names = "--classes",
                            required = true,
                            paramLabel = "K",
                            description = "number of classes, 2 or more")
                    int classes) {
        if (classes < 2 || classes > MOST_CLASSES) {
            throw BadInput.in("--classes", classes + " is out of range", "give a number from 2 to " + MOST_CLASSES);
        }
        Architecture network = Networks.architecture(reference, Shape.parse(input), classes);
        Console console = output.console();
        TextTable table = TextTable.of("layer", "output", "parameters", "operation");
        network.describe()
                .forEach(row -> table.row(row.layer(), row.output(), number(row.parameters()), row.operation()));
        console.table(table);
        console.line("");
        console.line(reference + " on " + network.input() + ", " + network.classes() + " classes: "
                + number(network.parameterCount()) + " parameters");
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("network", reference);
        json.put("input", network.input().toString());
        json.put("classes", network.classes());
        json.put("parameters", network.parameterCount());
        json.put(
                "layers",
                network.describe().stream()
                        .map(row -> Map.of(
                                "layer", row.layer(),
                                "operation", row.operation(),
                                "output", row.output().toString(),
                                "parameters", row.parameters()))
                        .toList());
        console.json(json);
    }

    private static String number(long count) {
        return PlainFormat.of("%,d", count);
    }
}
