package dev.shatter.experiment;

import dev.shatter.train.CohortTrainer;
import dev.shatter.train.Trainer;

/** A job that is done at once with others: a training with the memory behind it. */
public interface Companion extends AutoCloseable {
    /** The training, about to begin or to go on from what a killed process left. */
    CohortTrainer.Member member();

    /** Its result once it has ended; what it leaves in its folder has been written then. */
    Job.Product product(Trainer.Outcome outcome, CohortTrainer.Company company);

    @Override
    void close();
}
