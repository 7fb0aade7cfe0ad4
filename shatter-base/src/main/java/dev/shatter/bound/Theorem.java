package dev.shatter.bound;

import dev.shatter.core.Entry;
import java.util.List;

/**
 * What a bound says of itself, for help, certificates and the reference page.
 *
 * @param name as typed: lower case and hyphens
 * @param guarantee what is promised
 * @param summary one line
 * @param formula as text, symbols as in docs/bounds.md
 * @param reading what it means, in plain words
 * @param assumptions each a clause that must hold; shown with every certificate
 * @param pitfalls how it is commonly misused
 * @param source authors, year, theorem where checked
 */
public record Theorem(
        String name,
        Guarantee guarantee,
        String summary,
        String formula,
        String reading,
        List<String> assumptions,
        List<String> pitfalls,
        String source)
        implements Entry {
    public Theorem {
        assumptions = List.copyOf(assumptions);
        pitfalls = List.copyOf(pitfalls);
    }

    static Theorem named(String name, Guarantee guarantee, String summary) {
        return new Theorem(name, guarantee, summary, "", "", List.of(), List.of(), "");
    }

    Theorem formula(String text) {
        return new Theorem(name, guarantee, summary, text, reading, assumptions, pitfalls, source);
    }

    Theorem reading(String text) {
        return new Theorem(name, guarantee, summary, formula, text, assumptions, pitfalls, source);
    }

    Theorem assuming(String... clauses) {
        return new Theorem(name, guarantee, summary, formula, reading, List.of(clauses), pitfalls, source);
    }

    Theorem pitfalls(String... warnings) {
        return new Theorem(name, guarantee, summary, formula, reading, assumptions, List.of(warnings), source);
    }

    Theorem from(String authors) {
        return new Theorem(name, guarantee, summary, formula, reading, assumptions, pitfalls, authors);
    }
}
