package dev.shatter.report;

import dev.shatter.core.BadInput;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a report goes: a file that ends in {@code .html}, otherwise a folder of its own.
 *
 * @param path the file or the folder
 */
public record Destination(Path path) {

    public Destination {
        check(path);
    }

    /**
     * Makes sure that a report may be written there; to be asked before the work that leads to it.
     *
     * @throws BadInput if a folder stands where the file should, or if the folder is a file or holds other things than an
     *     earlier report
     */
    public static void check(Path path) {
        if (!isPage(path)) {
            ReportFolder.check(path);
        } else if (Files.isDirectory(path)) {
            throw BadInput.in(path, "is a folder", "name a file, or a folder whose name does not end in .html");
        }
    }

    private static boolean isPage(Path path) {
        return path.toString().endsWith(".html");
    }

    /** The page to open. */
    public Path page() {
        return (isPage(path) ? path : path.resolve(ReportFolder.PAGE)).toAbsolutePath();
    }

    /**
     * Writes the report, whole or, where it is one file, not at all.
     *
     * @throws BadInput if the place cannot be written
     */
    public void write(Report report) {
        if (isPage(path)) {
            HtmlReport.write(report, path);
        } else {
            ReportFolder.write(report, path);
        }
    }
}
