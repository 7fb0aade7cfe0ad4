package dev.shatter.bound;

import dev.shatter.core.BadInput;

/**
 * The smallest learner whose gap and information are both known: one fair bit Z, W = Z flipped with probability q, loss 1[W ≠ Z]. In units of a
 * loss in an interval of length r, the gap is r (1/2 − q).
 *
 * @param flip q in [0, 1/2]
 */
public record NoisyBit(double flip) {
    public static final Theorem THEOREM = Theorem.named(
                    "noisy-bit", Guarantee.EXACT, "gap and information of a bit learnt through noise, known exactly")
            .formula("I(S;W) = ln 2 - h(q), E[R - Rhat] = (b - a)(1/2 - q) for a loss that is a or b")
            .reading(
                    "xu-raginsky holds with s = (b - a)/2; with half of it, as for |loss| <= M read as an interval of length M, it does not")
            .assuming("Z is a fair bit, and W is Z flipped with probability q, independently")
            .pitfalls("an example against a wrong constant, not a bound")
            .from("elementary; the bound it tries: Xu and Raginsky 2017, arXiv:1705.07809");

    public NoisyBit {
        if (!(flip >= 0 && flip <= 0.5)) {
            throw BadInput.in("flip", flip + " is not in [0, 1/2]", "give a probability up to 0.5");
        }
    }

    /** I(S;W) = ln 2 − h(q), nats. */
    public double information() {
        return BinaryKl.divergence(flip, 0.5);
    }

    /** E[R − R̂] for a loss of this range. */
    public double gap(double range) {
        return Domain.positive("range", range) * (0.5 - flip);
    }

    /** What Xu and Raginsky's theorem allows it to be. */
    public double bound(double range) {
        return XuRaginsky.of(information(), range, 1).value();
    }

    /** √(M² I/2) with a loss in [−M, M], of range 2M: half of what the theorem says. */
    public double wrongBound(double range) {
        return bound(range) / 2;
    }
}
