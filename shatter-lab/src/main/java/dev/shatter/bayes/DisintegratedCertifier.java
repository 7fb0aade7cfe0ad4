package dev.shatter.bayes;

import dev.shatter.bound.Disintegrated;
import dev.shatter.bound.LossKind;
import dev.shatter.bound.Predictor;
import dev.shatter.bound.SampleRole;
import dev.shatter.bound.Scope;
import dev.shatter.bound.Theorem;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.data.Progress;
import dev.shatter.measure.Cost;
import dev.shatter.measure.Outputs;
import dev.shatter.measure.Subject;
import dev.shatter.network.Network;
import dev.shatter.proof.Certifier;
import dev.shatter.proof.Proof;
import dev.shatter.proof.TestRisk;
import dev.shatter.torch.Generators;
import dev.shatter.train.Batches;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@link Disintegrated}: prior and posterior as of {@link DataDependentPriorCertifier}; one network is drawn from the posterior,
 * and it is that network whose risk is bounded.
 */
public final class DisintegratedCertifier implements Certifier {
    @Override
    public Theorem theorem() {
        return Disintegrated.THEOREM;
    }

    @Override
    public List<Parameter> parameters() {
        return LearntPrior.parameters();
    }

    @Override
    public Predictor predictor() {
        return Predictor.DRAWN;
    }

    @Override
    public SampleRole points() {
        return SampleRole.PRIOR_FREE;
    }

    @Override
    public boolean priorIsInitial() {
        return true;
    }

    @Override
    public Cost cost() {
        return Cost.TRAINING;
    }

    @Override
    public List<Proof> prove(Subject subject, Variant options, double delta, Progress progress) {
        try (LearntPrior prior = LearntPrior.of(name(), subject, options, delta, progress);
                Network drawn = prior.posterior().network(Generators.of(subject.seed(), "posterior", "drawn"))) {
            Outputs outputs = Outputs.of(drawn, prior.rest());
            double error = (double) outputs.errors() / outputs.count();
            double renyi = prior.renyi();
            Map<String, Double> evidence = new TreeMap<>();
            evidence.put("renyi", renyi);
            evidence.put("kl", prior.divergence());
            evidence.put("error", error);
            Scope scope = new Scope(
                    Predictor.DRAWN, LossKind.ZERO_ONE, SampleRole.PRIOR_FREE, outputs.count(), subject.classes());
            Proof proof = Proof.of(Disintegrated.certify(scope, error, renyi, delta), evidence);
            @Nullable Batches test = subject.comparable();
            if (test == null) {
                return List.of(proof);
            }
            Outputs on = Outputs.of(drawn, test);
            return List.of(proof.tested(TestRisk.of(on.errors(), on.count())));
        }
    }
}
