package dev.shatter.certify;

import dev.shatter.bound.FrobeniusProduct;
import dev.shatter.bound.SpectralComplexity;
import dev.shatter.bound.SpectralPacBayes;
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
                                s.homogeneous()
                                        .withoutMaxPooling()
                                        .positivelyHomogeneous()
                                        .frobenius(),
                                s.homogeneous().inputNorm(),
                                s.outputs().classes(),
                                delta))),
                ClosedForm.trained(
                        SpectralComplexity.THEOREM,
                        (s, delta) -> ClosedForm.proof(SpectralComplexity.certify(
                                ClosedForm.scope(s),
                                s.outputs().margins(),
                                s.homogeneous().spectral(),
                                s.homogeneous().distances(),
                                s.homogeneous().inputNorm(),
                                s.homogeneous().width(),
                                delta))),
                ClosedForm.trained(
                        SpectralPacBayes.THEOREM,
                        (s, delta) -> ClosedForm.proof(SpectralPacBayes.certify(
                                ClosedForm.scope(s),
                                s.outputs().margins(),
                                s.homogeneous()
                                        .withoutMaxPooling()
                                        .positivelyHomogeneous()
                                        .spectral(),
                                s.homogeneous().frobenius(),
                                Math.hypot(s.inputBound(), 1),
                                s.homogeneous().width(),
                                delta))));
    }
}
