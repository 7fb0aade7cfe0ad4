package dev.shatter.experiment;

import dev.shatter.spec.Field;
import dev.shatter.spec.Shorthand;

/** The reference page of specs, docs/specs.md: every field of every kind, made from the schemas. */
public final class SpecsPage {
    private static final String HEAD = """
            # Specs

            What a spec can say, kind by kind. The same names are the fields of a YAML or JSON file for `run`, the options of `train`
            (with `--` in front), and the keys of a stored run's `spec.json`, where every field stands that is not said to have come
            later. A file without `experiment` describes a training. A field that names a run takes the beginning of its id, or, in a
            file, the draft of its spec; the run is then made first.

            This page is made from the program's own schemas.
            """;

    private SpecsPage() {}

    /** The page as Markdown. */
    public static String text() {
        StringBuilder text = new StringBuilder(HEAD);
        for (Experiment experiment : Experiments.own()) {
            text.append("\n## `").append(experiment.name()).append("`\n\n");
            text.append(capital(experiment.summary())).append(".\n\n");
            text.append("| field | meaning | values | default |\n| --- | --- | --- | --- |\n");
            for (Field field : experiment.schema().fields()) {
                text.append("| `").append(field.name()).append("` | ");
                text.append(field.meaning()).append(field.isLater() ? "; came later" : "");
                text.append(" | ").append(field.allowed().replace("|", "\\|"));
                text.append(" | ")
                        .append(field.shownDefault().orElse("must be given"))
                        .append(" |\n");
            }
            if (!experiment.schema().shorthands().isEmpty()) {
                text.append(
                        "\nShorthands, which specs never hold:\n\n| name | sets | meaning |\n| --- | --- | --- |\n");
            }
            for (Shorthand shorthand : experiment.schema().shorthands()) {
                text.append("| `").append(shorthand.name()).append("` | `");
                text.append(String.join("`, `", shorthand.fields())).append('`');
                text.append(shorthand.option().isEmpty() ? "" : ", option `" + shorthand.option() + "`");
                text.append(" | ").append(shorthand.meaning()).append(" |\n");
            }
        }
        return text.toString();
    }

    private static String capital(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
