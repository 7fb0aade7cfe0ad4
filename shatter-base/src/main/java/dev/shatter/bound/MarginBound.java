package dev.shatter.bound;

/**
 * A margin bound at one margin: loss + complexity + confidence.
 *
 * @param gamma γ, in the unit of the network's output
 * @param loss the margin loss of the sample at γ, in [0, 1], which grows with γ
 * @param complexity what the size of the class costs, which falls with γ: the term that tells one network from another
 * @param confidence what δ and the choices after training cost
 */
public record MarginBound(double gamma, double loss, double complexity, double confidence) {
    /** The bound; +∞ if there is none. */
    public double value() {
        return Domain.orVacuous(loss + complexity + confidence);
    }
}
