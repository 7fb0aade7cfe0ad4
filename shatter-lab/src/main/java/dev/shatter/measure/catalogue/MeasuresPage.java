package dev.shatter.measure.catalogue;

import dev.shatter.core.Parameter;
import dev.shatter.measure.Measure;
import dev.shatter.measure.Need;

/** The reference page {@code docs/measures.md}, from the catalogue: a measure that is not in it does not exist. */
public final class MeasuresPage {
    private MeasuresPage() {}

    /** The page as Markdown. */
    public static String markdown() {
        StringBuilder page = new StringBuilder("""
            # Measures

            Generated from the catalogue; do not edit. `shatter measure ID` computes all of them but those that train
            again, `--only NAME,…` some. A measure is a number that may go along with the generalisation gap. It promises
            nothing: for promises see [bounds](bounds.md). Which of these ever predicted anything, and where they break:
            [reading the numbers](reading-the-numbers.md).

            ## Reading the numbers

            - Most measures of norms and sharpness change when layers are rescaled, though the function stays what it is
              (Dinh et al. 2017). Compare them within one architecture, trained to the same loss.
            - Margins, path norms, Fisher-Rao norms and adaptive sharpness do not change under such rescaling.
            - Measures that rank networks of different widths often only rank the widths. A stopping rule that differs
              between runs creates correlations of its own. No measure here predicts the gap in all of the comparisons of
              Dziugaite et al. 2020.
            - `w`: weights of dense layers and convolutions, batch norm folded into them, without biases; `w0`: the initial
              ones; `om`: their number; `L`: number of weight layers; `n`: training examples; `g`: 10th percentile of the
              training margins. Names that begin with `log-` are natural logarithms.

            """);
        for (Measure measure : Measures.CATALOGUE.entries()) {
            page.append("## ").append(measure.name()).append("\n\n");
            page.append(sentence(measure.summary())).append("\n\n");
            line(page, "Formula", "`" + measure.formula() + "`");
            line(page, "Unit", measure.unit());
            line(page, "Reads", measure.reads().words());
            line(page, "Needs", needs(measure));
            line(
                    page,
                    "Options",
                    String.join(
                            "; ",
                            measure.parameters().stream()
                                    .map(Parameter::describe)
                                    .toList()));
            line(page, "Costs", measure.cost().words());
            line(page, "Reading", measure.reading());
            line(page, "Pitfall", measure.pitfall());
            line(page, "Source", measure.source());
            line(page, "Example", "`shatter measure 1f3a --only " + measure.name() + "`");
            page.append('\n');
        }
        return page.toString().stripTrailing() + "\n";
    }

    private static String needs(Measure measure) {
        return String.join(
                ", ", measure.needs().stream().sorted().map(Need::words).toList());
    }

    private static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }

    private static void line(StringBuilder page, String label, String text) {
        if (!text.isEmpty()) {
            page.append("- ").append(label).append(": ").append(text).append('\n');
        }
    }
}
