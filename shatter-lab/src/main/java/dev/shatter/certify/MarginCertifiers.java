package dev.shatter.certify;

import dev.shatter.bound.FrobeniusProduct;
import dev.shatter.bound.SpectralComplexity;
import dev.shatter.bound.SpectralPacBayes;
import dev.shatter.measure.norm.Homogeneous;
import dev.shatter.proof.Certifier;
import java.util.List;

/** Certificates from margins and the norms of the layers. */
final class MarginCertifiers {
    private MarginCertifiers() {}

    static List<Certifier> all() {
        return List.of(
                ClosedForm.trained(
                        FrobeniusProduct.THEOREM,
                        (s, delta) -> ClosedForm.proof(FrobeniusProduct.certify(
                                ClosedForm.scope(s),
                                s.outputs().margins(),
                                Homogeneous.of(s)
                                        .withoutMaxPooling()
                                        .positivelyHomogeneous()
                                        .frobenius(),
                                Homogeneous.of(s).inputNorm(),
                                s.outputs().classes(),
                                delta))),
                ClosedForm.trained(
                        SpectralComplexity.THEOREM,
                        (s, delta) -> ClosedForm.proof(SpectralComplexity.certify(
                                ClosedForm.scope(s),
                                s.outputs().margins(),
                                Homogeneous.of(s).spectral(),
                                Homogeneous.of(s).distances(),
                                Homogeneous.of(s).inputNorm(),
                                Homogeneous.of(s).width(),
                                delta))),
                ClosedForm.trained(
                        SpectralPacBayes.THEOREM,
                        (s, delta) -> ClosedForm.proof(SpectralPacBayes.certify(
                                ClosedForm.scope(s),
                                s.outputs().margins(),
                                Homogeneous.of(s)
                                        .withoutMaxPooling()
                                        .positivelyHomogeneous()
                                        .spectral(),
                                Homogeneous.of(s).frobenius(),
                                Math.hypot(s.inputBound(), 1),
                                Homogeneous.of(s).width(),
                                delta))));
    }
}
