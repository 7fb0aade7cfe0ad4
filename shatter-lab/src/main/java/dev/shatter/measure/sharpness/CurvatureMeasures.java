package dev.shatter.measure.sharpness;

import dev.shatter.curvature.CurvatureMatrices;
import dev.shatter.curvature.Eigenvalue;
import dev.shatter.curvature.Estimate;
import dev.shatter.curvature.Matrix;
import dev.shatter.measure.Cost;
import dev.shatter.measure.Line;
import dev.shatter.measure.Measure;
import dev.shatter.measure.Need;
import dev.shatter.measure.Reading;
import dev.shatter.measure.Subject;
import dev.shatter.measure.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Measures of the training loss's second derivatives: ends, trace and effective rank of three matrices. */
public final class CurvatureMeasures {
    private CurvatureMeasures() {}

    public static List<Measure> all() {
        List<Measure> all = new ArrayList<>();
        all.add(line(
                        CurvatureMatrices.HESSIAN,
                        "bottom",
                        "smallest eigenvalue of the training loss's Hessian",
                        "lambda_min(H)",
                        "nats / weight^2",
                        s -> reading(
                                Spectra.of(s, CurvatureMatrices.HESSIAN).smallest(),
                                Spectra.of(s, CurvatureMatrices.HESSIAN)))
                .reading("negative away from a minimum")
                .from("Krueger et al. 2017; Lanczos with re-orthogonalisation"));
        all.addAll(of(CurvatureMatrices.HESSIAN, "the training loss's Hessian", "H"));
        all.addAll(of(CurvatureMatrices.GAUSS_NEWTON, "the Gauss-Newton matrix", "G"));
        all.addAll(of(CurvatureMatrices.FISHER, "the Fisher information, labels drawn from the model", "F"));
        return all;
    }

    private static List<Measure> of(Matrix matrix, String words, String letter) {
        return List.of(
                line(
                                matrix,
                                "top",
                                "largest eigenvalue of " + words,
                                "lambda_max(" + letter + ")",
                                "nats / weight^2",
                                s -> reading(Spectra.of(s, matrix).largest(), Spectra.of(s, matrix)))
                        .reading("curvature in the sharpest direction")
                        .from("Krueger et al. 2017; Lanczos with re-orthogonalisation"),
                line(
                                matrix,
                                "trace",
                                "trace of " + words,
                                "tr " + letter,
                                "nats / weight^2",
                                s -> reading(Spectra.of(s, matrix).trace(), Spectra.of(s, matrix)))
                        .reading("curvature added up over all directions")
                        .from("Meyer, Musco, Musco and Woodruff 2021, arXiv:2010.09649"),
                line(
                                matrix,
                                "effective-rank",
                                "number of directions of the largest curvature that would add up to all of it, of "
                                        + words,
                                "tr " + letter + " / max |lambda|",
                                "1",
                                s -> reading(Spectra.of(s, matrix).effectiveRank(), Spectra.of(s, matrix)))
                        .reading("small where few directions are curved; at most the number of parameters")
                        .from("Koltchinskii and Lounici 2017, arXiv:1405.2468"));
    }

    private static Line line(
            Matrix matrix, String name, String summary, String formula, String unit, Function<Subject, Reading> act) {
        return Line.of(matrix.name() + "-" + name, summary, formula, unit, act)
                .costs(Cost.GRADIENTS)
                .reads(Weights.PARAMETERS)
                .needs(Need.TRAIN)
                .pitfall("can be moved at will by rescaling layers, the function unchanged (Dinh et al. 2017,"
                        + " arXiv:1703.04933)");
    }

    private static Reading reading(Eigenvalue end, Spectra of) {
        return of.said(Reading.iterated(end.value(), end.converged())
                .between(end.value() - end.residual(), end.value() + end.residual())
                .note("an eigenvalue lies within the bracket"));
    }

    private static Reading reading(Estimate estimate, Spectra of) {
        return of.said(Reading.estimated(estimate.value(), estimate.standardError()));
    }
}
