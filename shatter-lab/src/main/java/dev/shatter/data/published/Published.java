package dev.shatter.data.published;

import dev.shatter.core.AtomicFiles;
import dev.shatter.core.BadInput;
import dev.shatter.core.Variant;
import dev.shatter.data.DataSource;
import dev.shatter.data.Dataset;
import dev.shatter.data.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A data set published on the web: downloaded on request into {@code <home>/data/<name>}, or found where a Linux
 * distribution installs it.
 */
public final class Published implements DataSource {
    private final String name;
    private final String summary;
    private final String source;
    private final String licence;
    private final int megabytes;
    private final List<Download> downloads;
    private final List<Path> installed;
    private final Reader reader;

    /** Reads the files of a folder. */
    @FunctionalInterface
    interface Reader {
        Dataset read(Path folder, String name, Progress progress);
    }

    Published(
            String name,
            String summary,
            String source,
            String licence,
            int megabytes,
            List<Download> downloads,
            List<Path> installed,
            Reader reader) {
        this.name = name;
        this.summary = summary;
        this.source = source;
        this.licence = licence;
        this.megabytes = megabytes;
        this.downloads = downloads;
        this.installed = installed;
        this.reader = reader;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String summary() {
        return summary;
    }

    @Override
    public String source() {
        return source;
    }

    /** The licence in a few words, as its publisher states it. */
    public String licence() {
        return licence;
    }

    /** Size of the download, roughly. */
    public int megabytes() {
        return megabytes;
    }

    /** The folder with all files, if they are on this machine. */
    public Optional<Path> folder(Path home) {
        return Stream.concat(Stream.of(own(home)), installed.stream())
                .filter(folder -> downloads.stream().allMatch(d -> Files.isRegularFile(folder.resolve(d.name()))))
                .findFirst();
    }

    /** Downloads what is missing; interrupted downloads go on where they stopped. */
    public void get(Path home, Progress progress) {
        for (Download download : downloads) {
            download.fetch(own(home), progress);
        }
    }

    /**
     * Takes the files from a copy.
     *
     * @param from a folder with the files, or the file itself if there is only one
     * @throws BadInput if a file is missing or is not the published one
     */
    public void take(Path home, Path from) {
        for (Download download : downloads) {
            Path copy = downloads.size() == 1 && Files.isRegularFile(from) ? from : from.resolve(download.name());
            if (!Files.isRegularFile(copy)) {
                throw BadInput.in(
                        from,
                        "has no file " + download.name(),
                        "give the folder with "
                                + String.join(
                                        ", ",
                                        downloads.stream().map(Download::name).toList()));
            }
            if (!download.checksum().matches(copy)) {
                throw BadInput.in(
                        copy,
                        "is not the published file: its " + download.checksum().algorithm() + " differs",
                        "get it again, or use your copy as it is with idx:, cifar: or images:");
            }
            AtomicFiles.write(own(home).resolve(download.name()), out -> Files.copy(copy, out));
        }
    }

    @Override
    public List<Path> files(Variant variant, Path home) {
        Path folder = here(home);
        return downloads.stream().map(d -> folder.resolve(d.name())).toList();
    }

    @Override
    public Dataset read(Variant variant, Path home, Progress progress) {
        return reader.read(here(home), name, progress);
    }

    private Path here(Path home) {
        return folder(home)
                .orElseThrow(() -> BadInput.in(
                        "data set '" + name + "'",
                        "is not on this machine (looked in " + own(home) + ")",
                        "run 'shatter data get " + name + "' (about " + megabytes + " MB), with --from PATH if you have"
                                + " a copy"));
    }

    private Path own(Path home) {
        return home.resolve("data").resolve(name);
    }
}
