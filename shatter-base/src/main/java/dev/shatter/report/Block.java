package dev.shatter.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a section is made of, from top to bottom. */
public sealed interface Block permits Block.Paragraph, Block.Listing, Block.Judged, Figure, Table {

    /** Prose; a piece between back ticks is set as code. */
    record Paragraph(String text) implements Block {}

    /** Commands or other text to be copied, line by line. */
    record Listing(List<String> lines) implements Block {
        public Listing {
            lines = List.copyOf(lines);
        }
    }

    /**
     * A claim with its verdict: the sentence and its values side by side, the statistics folded away.
     *
     * @param anchor name to link to, made of a-z, 0-9 and -
     * @param name what the claim is called
     * @param text the sentence
     * @param remarks what stands under it in smaller type: what was published, what decided it
     * @param values drawn beside it; null if there are none
     * @param details paragraphs to unfold
     */
    record Judged(
            Badge badge,
            String anchor,
            String name,
            String text,
            List<String> remarks,
            @Nullable Strip values,
            List<String> details)
            implements Block {
        public Judged {
            remarks = List.copyOf(remarks);
            details = List.copyOf(details);
        }
    }
}
