package dev.shatter.experiment.train;

import dev.shatter.data.Split;
import dev.shatter.measure.Retraining;
import dev.shatter.network.Architecture;
import dev.shatter.network.Network;
import dev.shatter.train.Checkpoints;
import dev.shatter.train.Plan;
import dev.shatter.train.Seeds;
import dev.shatter.train.TrainListener;
import dev.shatter.train.TrainSpec;
import dev.shatter.train.Trainer;
import java.util.stream.IntStream;

/** A stored training, made again by its spec with one thing changed. Nothing of it is stored. */
final class RunRetraining implements Retraining {
    private final TrainSpec spec;
    private final Architecture architecture;
    private final Preparation preparation;

    RunRetraining(TrainSpec spec, Architecture architecture, Preparation preparation) {
        this.spec = spec;
        this.architecture = architecture;
        this.preparation = preparation;
    }

    @Override
    public int[] labels() {
        return preparation.train().labels().clone();
    }

    @Override
    public int classes() {
        return architecture.classes();
    }

    @Override
    public Network withLabels(int[] labels, long seed) {
        return fit(seeded(seed), new Split(preparation.train().inputs(), labels));
    }

    @Override
    public Network without(int i) {
        Split train = preparation.train();
        return fit(
                spec,
                train.select(
                        IntStream.range(0, train.count()).filter(j -> j != i).toArray()));
    }

    @Override
    public Network reseeded(long seed) {
        return fit(seeded(seed), preparation.train());
    }

    /** Other initial weights, order and noise; the same examples. */
    private TrainSpec seeded(long seed) {
        Seeds seeds = spec.seeds();
        return spec.with(new Seeds(seeds.data(), seeds.corruption(), seed, seed, seed));
    }

    private Network fit(TrainSpec changed, Split train) {
        Preparation own = preparation.with(train);
        Network network = Network.create(architecture, changed.seeds().init());
        try (Trainer.Splits examples = own.examples();
                Trainer trainer =
                        new Trainer(Plan.of(changed), network, examples, Checkpoints.NONE, TrainListener.NONE)) {
            trainer.fit();
            return network;
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }
}
