package dev.shatter.study;

import dev.shatter.core.ShellLine;
import java.util.ArrayList;
import java.util.List;

/** A study as far as its runs go. */
public record StudyResult(Study study, Settings settings, Evidence evidence, List<Verdict> verdicts) {
    public StudyResult {
        verdicts = List.copyOf(verdicts);
    }

    /** Runs asked for that are not there; what several parts ask for counts once. */
    public long missing() {
        return evidence.pieces().stream()
                .filter(piece -> piece.run() == null)
                .map(piece -> piece.spec().id())
                .distinct()
                .count();
    }

    /** Runs asked for, each once. */
    public long asked() {
        return evidence.pieces().stream()
                .map(piece -> piece.spec().id())
                .distinct()
                .count();
    }

    /** The command that makes this again. */
    public String command() {
        return command(study, settings);
    }

    static String command(Study study, Settings settings) {
        List<String> words = new ArrayList<>(List.of("shatter", "study", "run", study.name()));
        words.addAll(List.of("--scale", settings.scale().word()));
        if (!settings.data().isEmpty()) {
            words.addAll(List.of("--data", settings.data()));
        }
        if (settings.seeds() > 0) {
            words.addAll(List.of("--seeds", String.valueOf(settings.seeds())));
        }
        if (settings.firstSeed() != 1) {
            words.addAll(List.of("--first-seed", String.valueOf(settings.firstSeed())));
        }
        return ShellLine.of(words);
    }
}
