package dev.shatter.report;

import dev.shatter.core.AtomicFiles;
import java.nio.file.Path;
import java.util.List;

/** A report as a folder: the page, every figure as SVG, PNG and CSV, every table as CSV. */
public final class ReportFolder {
    private ReportFolder() {}

    /**
     * Writes {@code index.html}, {@code figures/ID.svg|png|csv} and {@code tables/ID.csv}; the page last, so that a
     * folder with a page is complete. Other files in the folder stay.
     *
     * @throws dev.shatter.core.BadInput if the place cannot be written
     */
    public static void write(Report report, Path folder) {
        List<FigureFiles> files = report.figures().map(FigureFiles::of).toList();
        Path figures = folder.resolve("figures");
        for (FigureFiles drawn : files) {
            String id = drawn.figure().id();
            drawn.svg().ifPresent(svg -> AtomicFiles.write(figures.resolve(id + ".svg"), svg.text()));
            drawn.png().ifPresent(png -> AtomicFiles.write(figures.resolve(id + ".png"), out -> out.write(png)));
            drawn.csv().ifPresent(csv -> AtomicFiles.write(figures.resolve(id + ".csv"), csv));
        }
        report.tables()
                .forEach(
                        table -> AtomicFiles.write(folder.resolve("tables").resolve(table.id() + ".csv"), table.csv()));
        AtomicFiles.write(folder.resolve("index.html"), HtmlReport.of(report, files));
    }
}
