package dev.shatter.certify;

import dev.shatter.bound.Certificate;
import dev.shatter.core.BadInput;
import dev.shatter.core.Entry;
import dev.shatter.core.Variant;
import dev.shatter.data.Progress;
import dev.shatter.measure.Unmeasurable;
import dev.shatter.measure.Weights;
import dev.shatter.measure.catalogue.MeasureRunner;
import dev.shatter.measure.catalogue.Measures;
import dev.shatter.proof.Certifier;
import dev.shatter.proof.Contradiction;
import dev.shatter.proof.Premises;
import dev.shatter.proof.Proof;
import dev.shatter.run.Measurement;
import dev.shatter.run.Measurement.Status;
import dev.shatter.run.Measurements;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything that can be asked of a run by name and stored beside it: the measures, and under {@value #CERTIFY} the
 * certificates, each by itself at δ = {@value #DELTA}.
 */
public final class Questions {
    /** Before a certificate's name. */
    public static final String CERTIFY = "certify-";

    /** Failure probability of a stored certificate. */
    public static final double DELTA = 0.05;

    private Questions() {}

    /**
     * Whether there is such a measure or certificate, and whether it is named as its measurements are stored.
     *
     * @throws BadInput if not, with what there is
     */
    public static void check(String reference) {
        String stored = reference(reference);
        if (!Measurements.canonical(reference).equals(stored)) {
            throw BadInput.in(
                    "measurement '" + reference + "'",
                    "names options at their defaults, or by their place",
                    "write it as '" + stored + "'");
        }
    }

    /** The reference under which what is asked for is stored: options at their defaults left out, the others named. */
    private static String reference(String reference) {
        Variant variant = parse(reference);
        Entry entry = entry(reference, variant);
        String deviations = entry.deviations(variant);
        return (isCertificate(reference) ? CERTIFY : "")
                + entry.name()
                + (deviations.isEmpty() ? "" : "," + deviations);
    }

    /** One of them; never throws for what it does. */
    public static Measurement one(Premises premises, String reference) {
        Variant variant = parse(reference);
        return isCertificate(reference)
                ? certificate(premises, variant)
                : MeasureRunner.one(premises.subject(), Measures.CATALOGUE.get(variant), variant);
    }

    private static boolean isCertificate(String reference) {
        return reference.startsWith(CERTIFY);
    }

    private static Variant parse(String reference) {
        return isCertificate(reference)
                ? Certifiers.CATALOGUE.parse(reference.substring(CERTIFY.length()))
                : Measures.CATALOGUE.parse(reference);
    }

    private static Entry entry(String reference, Variant variant) {
        return isCertificate(reference) ? Certifiers.CATALOGUE.get(variant) : Measures.CATALOGUE.get(variant);
    }

    /** A certificate as a measurement: the bound, infinity where it is vacuous without end; its assumptions as conventions. */
    private static Measurement certificate(Premises premises, Variant variant) {
        Certifier certifier = Certifiers.CATALOGUE.get(variant);
        long start = System.nanoTime();
        double value = Double.NaN;
        Status status = Status.SKIPPED;
        long n = 0;
        String conventions = certifier.summary();
        String note;
        TreeMap<String, Double> details = new TreeMap<>();
        try {
            Proof proof =
                    certifier.certify(premises, variant, DELTA, Progress.SILENT).get(0);
            Certificate certificate = proof.certificate();
            value = certificate.value();
            status = Status.EXACT;
            n = certificate.scope().n();
            conventions = certificate.scope().predictor().words() + "; " + String.join("; ", certificate.assumptions());
            Optional<Contradiction> contradiction = premises.contradiction(proof);
            note = contradiction.isPresent()
                    ? contradiction.get().sentence()
                    : certificate.vacuous() ? "vacuous" : certificate.trivial() ? "trivial" : "";
            details.putAll(proof.evidence());
            details.put("delta", DELTA);
        } catch (Unmeasurable | BadInput e) {
            note = String.valueOf(e.getMessage());
        }
        return new Measurement(
                CERTIFY + certifier.name(),
                certifier.deviations(variant),
                value,
                status,
                status == Status.EXACT ? 0 : Double.NaN,
                Double.NaN,
                Double.NaN,
                "risk",
                Double.NaN,
                n,
                (System.nanoTime() - start) / 1e9,
                premises.subject().seed(),
                Weights.PARAMETERS.words(),
                conventions,
                certifier.source(),
                note,
                details);
    }
}
