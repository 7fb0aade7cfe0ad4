package dev.shatter.experiment.train;

import dev.shatter.core.AtomicFiles;
import dev.shatter.core.BadInput;
import dev.shatter.data.Split;
import dev.shatter.measure.Retraining;
import dev.shatter.network.Architecture;
import dev.shatter.network.Network;
import dev.shatter.train.Seeds;
import dev.shatter.train.TrainListener;
import dev.shatter.train.TrainSpec;
import dev.shatter.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;

/** A stored training, made again by its spec with one thing changed. Nothing of it is stored. */
final class RunRetraining implements Retraining {
    /** Longer than any training: there is nothing to resume. */
    private static final Duration NEVER = Duration.ofDays(10_000);

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
        Path folder = temporary();
        Network network = Network.create(architecture, changed.seeds().init());
        try (Trainer.Splits examples = own.examples();
                Trainer trainer = new Trainer(changed, network, examples, folder, NEVER, new TrainListener() {})) {
            trainer.fit();
            return network;
        } catch (RuntimeException e) {
            network.close();
            throw e;
        } finally {
            AtomicFiles.remove(folder);
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("shatter-retraining");
        } catch (IOException e) {
            throw BadInput.in("temporary folder", "cannot be made", "free space, or set java.io.tmpdir", e);
        }
    }
}
