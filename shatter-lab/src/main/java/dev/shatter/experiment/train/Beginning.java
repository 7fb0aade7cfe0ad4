package dev.shatter.experiment.train;

import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import dev.shatter.core.Variant;
import dev.shatter.network.Architecture;
import dev.shatter.network.Network;
import dev.shatter.run.Run;
import dev.shatter.spec.Spec;
import dev.shatter.torch.HostArray;
import dev.shatter.torch.Safetensors;
import dev.shatter.train.Mask;
import dev.shatter.train.Masks;
import dev.shatter.train.StoredWeights;
import dev.shatter.train.TrainSpec;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The weights that a training starts from: fresh ones, or those of a run, and which of them are trained. */
final class Beginning {
    private final TrainSpec spec;
    private final Architecture architecture;

    /** The weights of the run that it starts from; empty for fresh ones. */
    private final Optional<Map<String, HostArray>> given;

    private final Optional<Map<String, HostArray>> kept;

    private Beginning(
            TrainSpec spec,
            Architecture architecture,
            Optional<Map<String, HostArray>> given,
            Optional<Map<String, HostArray>> kept) {
        this.spec = spec;
        this.architecture = architecture;
        this.given = given;
        this.kept = kept;
    }

    /**
     * What a spec begins with.
     *
     * @param parent the finished run that it names
     * @throws BadInput if a run does not hold the weights, or they are not of this architecture
     */
    static Beginning of(TrainSpec spec, Architecture architecture, Optional<Run> parent) {
        return new Beginning(
                spec,
                architecture,
                parent.map(run -> weights(run, spec.moment(), architecture)),
                parent.flatMap(run -> Masks.CATALOGUE
                        .get(spec.mask())
                        .kept(
                                spec.mask(),
                                architecture,
                                () -> weights(run, StoredWeights.FINAL, architecture),
                                Chance.of(spec.seeds().init(), "mask"))));
    }

    private static Map<String, HostArray> weights(Run run, Variant moment, Architecture architecture) {
        String where = "run " + run.id().substring(0, 12);
        Path path = run.artefact(StoredWeights.file(moment))
                .orElseThrow(() -> BadInput.in(
                        where,
                        "holds no weights '" + moment.text() + "'",
                        "start from its final or initial weights, or train one with keep " + moment.text()));
        Map<String, HostArray> weights = Safetensors.read(path).tensors();
        try (Network fits = Network.of(architecture, weights)) {
            return weights;
        } catch (BadInput e) {
            throw BadInput.in(
                    where,
                    "has weights of another network than " + architecture.name(),
                    "start from a run of the same network");
        }
    }

    /** The network before the first step; the caller closes it. */
    Network network() {
        return given.map(weights -> Network.of(architecture, weights))
                .orElseGet(() -> Network.create(architecture, spec.seeds().init()));
    }

    /** Whether some weights are not trained. */
    boolean isMasked() {
        return kept.isPresent();
    }

    /** Which weights are trained; null if all are. The caller closes it. */
    @Nullable
    Mask mask(Network network) {
        return kept.map(tensors -> Mask.of(network, tensors)).orElse(null);
    }

    /** Whether what a spec says of its beginning goes together. */
    static void check(String where, Spec spec) {
        boolean asked =
                spec.values().containsKey(TrainSpec.MOMENT) || spec.values().containsKey(TrainSpec.MASK);
        if (asked && spec.parents(TrainSpec.START).isEmpty()) {
            throw BadInput.in(
                    where,
                    "says which weights of a run to start from, or to train, but names no run",
                    "name one with start");
        }
    }
}
