package dev.shatter.study.zhang2017;

import dev.shatter.report.Block;
import dev.shatter.report.Section;
import dev.shatter.run.Run;
import dev.shatter.study.Evidence;
import dev.shatter.study.exhibit.Groups;
import dev.shatter.study.exhibit.LearningCurves;
import dev.shatter.study.exhibit.TestError;
import dev.shatter.study.exhibit.TimeToFit;
import java.util.ArrayList;
import java.util.List;

/** Figure 1 of the paper, from our runs. */
final class RandomisationFigures {
    private RandomisationFigures() {}

    static Section section(Evidence evidence, String command) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                new Block.Paragraph("The paper's figure 1: the same networks and the same training, on true labels and"
                        + " on noise of several kinds."));
        List<Run> inputs = firstSeeds(evidence.part("inputs")).runs();
        if (!inputs.isEmpty()) {
            blocks.add(LearningCurves.of("figure-1a", inputs, command));
        }
        List<Run> corruption = evidence.part("corruption").runs();
        if (!corruption.isEmpty()) {
            blocks.add(Groups.shown(TimeToFit.of("figure-1b", corruption, command)));
            blocks.add(Groups.shown(TestError.of("figure-1c", corruption, command)));
        }
        return new Section("Randomisation", blocks);
    }

    /** One seed a network: five curves in a panel can be told apart, twenty cannot. */
    private static Evidence firstSeeds(Evidence evidence) {
        return evidence.only(piece -> evidence.network(piece.trial().network()).pieces().stream()
                .mapToLong(other -> other.trial().seed())
                .allMatch(seed -> seed >= piece.trial().seed()));
    }
}
