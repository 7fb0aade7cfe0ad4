package dev.shatter.study;

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
        StringBuilder command = new StringBuilder("shatter study run " + study.name());
        command.append(" --scale ").append(settings.scale().word());
        if (!settings.data().isEmpty()) {
            command.append(" --data ").append(settings.data());
        }
        if (settings.seeds() > 0) {
            command.append(" --seeds ").append(settings.seeds());
        }
        if (settings.firstSeed() != 1) {
            command.append(" --first-seed ").append(settings.firstSeed());
        }
        return command.toString();
    }
}
