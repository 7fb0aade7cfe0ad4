package dev.shatter.app.command;

import dev.shatter.app.Console;
import dev.shatter.app.TextTable;
import dev.shatter.bound.Shattering;
import dev.shatter.bound.calc.Calculation;
import dev.shatter.bound.calc.Calculator;
import dev.shatter.bound.calc.Calculators;
import dev.shatter.core.BadInput;
import dev.shatter.report.NumberText;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The formulas of learning theory as calculators; loads nothing native. */
@Command(
        name = "calc",
        description = "evaluate a formula: calc NAME key=value …; a range such as n=100..1e6 gives a curve",
        footer = {
            "",
            "'calc list' names the formulas, 'calc list NAME' says what one takes, and 'calc shatter "
                    + "FILE.csv' decides by linear programming which labellings of the points in a file halfspaces "
                    + "realise.",
            "Example: shatter calc hoeffding n=1000 delta=0.05"
        })
final class CalcCommand implements Runnable {
    @Mixin
    private Output output;

    @Parameters(paramLabel = "WORD", arity = "1..*", description = "a formula and its variables; list; or shatter FILE")
    private List<String> words;

    @Override
    public void run() {
        Console console = output.console();
        String name = words.get(0);
        List<String> rest = words.subList(1, words.size());
        if (name.equals("list")) {
            list(console, rest);
        } else if (name.equals("shatter")) {
            shatter(console, rest);
        } else {
            evaluate(console, name, rest);
        }
    }

    private static void list(Console console, List<String> rest) {
        if (rest.size() > 1) {
            throw BadInput.in("calc list", "takes one name", "leave '" + rest.get(1) + "' out");
        }
        CatalogueView.show(
                console, Calculators.CATALOGUE, rest.isEmpty() ? null : rest.get(0), "formula", Calculator::formula);
    }

    private static void evaluate(Console console, String name, List<String> assignments) {
        Calculation result = Calculators.evaluate(name, assignments);
        console.line(NumberText.significant(result.value(), 6) + (result.unit().isEmpty() ? "" : "  " + result.unit()));
        console.line("");
        console.table(TextTable.of(" ", "  ")
                .row("formula", result.formula())
                .row(
                        "with",
                        result.options().entrySet().stream()
                                .map(e -> e.getKey() + " = " + e.getValue())
                                .collect(Collectors.joining(", ")))
                .row("promises", result.guarantee()));
        result.beside().forEach((what, value) -> console.line(what + ": " + NumberText.significant(value, 6)));
        Calculation.Curve curve = result.curve();
        if (curve != null) {
            console.line("");
            TextTable table = TextTable.of(curve.variable(), name);
            for (int i = 0; i < curve.x().length; i++) {
                double x = curve.x()[i];
                table.row(
                        x == Math.rint(x) ? NumberText.count((long) x) : NumberText.significant(x, 6),
                        NumberText.significant(curve.y()[i], 6));
            }
            console.table(table);
        }
        console.json(result);
    }

    private static void shatter(Console console, List<String> rest) {
        if (rest.size() != 1) {
            throw BadInput.in("calc shatter", "needs one file", "give a CSV file with a point a line");
        }
        Shattering result = Shattering.of(NumberRows.file(Path.of(rest.get(0)), Shattering.MOST_POINTS));
        console.line(result.statement());
        console.line(result.realisable() + " of " + result.labellings() + " labellings are realised; points in general "
                + "position give " + result.cover() + " (Cover 1965).");
        console.line("Empirical Rademacher complexity of halfspaces on them: "
                + NumberText.significant(result.rademacher(), 6) + ".");
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("value", result.realisable());
        json.put("labellings", result.labellings());
        json.put("shattered", result.shattered());
        json.put("cover", result.cover());
        json.put("rademacher", result.rademacher());
        json.put("points", result.points());
        json.put("dimension", result.dimension());
        console.json(json);
    }
}
