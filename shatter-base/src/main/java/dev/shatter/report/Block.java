package dev.shatter.report;

import java.util.List;

/** What a section is made of, from top to bottom. */
public sealed interface Block permits Block.Paragraph, Block.Listing, Figure, Table {

    /** Prose; a piece between back ticks is set as code. */
    record Paragraph(String text) implements Block {}

    /** Commands or other text to be copied, line by line. */
    record Listing(List<String> lines) implements Block {
        public Listing {
            lines = List.copyOf(lines);
        }
    }
}
