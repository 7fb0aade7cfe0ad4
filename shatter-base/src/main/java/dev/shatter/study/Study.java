package dev.shatter.study;

import dev.shatter.core.Entry;
import dev.shatter.report.Section;
import java.util.List;

/**
 * A paper as a program: which runs it needs, which of its sentences they decide, and what they look like.
 *
 * <p>A study's class reads as a summary of its paper. It trains nothing and knows no network: runs are asked for by
 * drafts and read from the store.
 */
public interface Study extends Entry {
    Header header();

    /** Every run the study needs at these settings. */
    List<Trial> trials(Settings settings);

    /** Its claims, registered before any run: neither the list nor a threshold depends on the runs. */
    List<Claim> claims();

    /** Its figures and tables. Parts of the evidence may be missing, or all of it. */
    List<Section> exhibits(Evidence evidence, String command);

    /** What limits the findings at these settings, a sentence each. */
    List<String> caveats(Settings settings);

    /** Parts of the paper that are not run. */
    default List<NotRun> notRun() {
        return List.of();
    }
}
