package dev.shatter.data.picture;

import dev.shatter.core.BadInput;
import dev.shatter.data.ClassNames;
import dev.shatter.data.Progress;
import dev.shatter.data.archive.Archive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The encoded pictures of a folder or archive, in the order of split, class and file name, and the classes they name.
 *
 * @param path the folder or archive
 * @param split whether the pictures lie in folders named for splits
 * @param classes class names: numbers in numeric order, others by code point
 * @param pages all pictures
 */
record Album(Path path, boolean split, List<String> classes, List<Page> pages) {
    /** Half of the heap at most for encoded pictures; a folder or a second archive is the way out. */
    private static final long MAX_ENCODED =
            Math.min(4L << 30, Runtime.getRuntime().maxMemory() / 2);

    /**
     * One encoded picture.
     *
     * @param test whether it belongs to the test split
     * @param label index of its class
     * @param name its path inside the folder or archive
     */
    record Page(boolean test, int label, String name, byte[] encoded) {}

    private record Found(List<String> parts, byte[] encoded) {
        String name() {
            return String.join("/", parts);
        }
    }

    /** Reads the pictures of {@code [root/][train|test|val/]class/name.png}. */
    static Album open(Path path, FolderLayout.Validation validation, Progress progress) {
        Reader reader = new Reader(path, progress);
        Archive.walk(path, reader);
        return reader.album(validation);
    }

    private static final class Reader implements Archive.Visitor {
        private final Path path;
        private final Progress progress;
        private final List<Found> files = new ArrayList<>();
        private final List<List<String>> others = new ArrayList<>();
        private final List<List<String>> folders = new ArrayList<>();
        private long bytes;

        Reader(Path path, Progress progress) {
            this.path = path;
            this.progress = progress;
        }

        @Override
        public void folder(String name) {
            List<String> parts = List.of(name.split("/"));
            if (parts.stream().noneMatch(Reader::isClutter)) {
                folders.add(parts);
            }
        }

        @Override
        public void file(String name, InputStream in) throws IOException {
            List<String> parts = List.of(name.split("/"));
            // Notes beside the class folders (a README, a licence) are nobody's pictures.
            if (parts.size() < 2 || parts.stream().anyMatch(Reader::isClutter)) {
                return;
            }
            if (!name.toLowerCase(Locale.ROOT).matches(".*\\.(png|jpe?g|webp|bmp)")) {
                others.add(parts);
                return;
            }
            byte[] encoded = Archive.bytes(in, path, name);
            bytes += encoded.length;
            if (bytes > MAX_ENCODED) {
                throw BadInput.in(
                        path,
                        "holds more than " + (MAX_ENCODED >> 20) + " MiB of pictures, half of Java's memory",
                        "give Java more memory (-Xmx) or fewer pictures");
            }
            files.add(new Found(parts, encoded));
            if (files.size() % 1000 == 0) {
                progress.at("reading pictures", files.size(), 0);
            }
        }

        private static boolean isClutter(String part) {
            return part.startsWith(".")
                    || part.equals("__MACOSX")
                    || part.equals("Thumbs.db")
                    || part.equals("desktop.ini");
        }

        Album album(FolderLayout.Validation validation) {
            FolderLayout layout = FolderLayout.of(
                    path.toString(), files.stream().map(Found::parts).toList(), validation);
            Set<String> names = new TreeSet<>(ClassNames.ORDER);
            Set<String> inTest = new TreeSet<>();
            for (Found file : files) {
                if (!layout.fits(file.parts())) {
                    throw BadInput.in(
                            path + ", file " + file.name(),
                            "does not lie in a folder of its class like the others",
                            "sort the pictures as train/<class>/name.png and test/<class>/name.png");
                }
                (layout.role(file.parts()) == FolderLayout.Role.TEST ? inTest : names)
                        .add(file.parts().get(layout.classAt()));
            }
            if (names.isEmpty()) {
                throw BadInput.in(path, "holds no training pictures", "sort them as train/<class>/name.png");
            }
            checkOthers(layout);
            checkFolders(layout, names, inTest);
            List<String> classes = List.copyOf(names);
            List<Page> pages = new ArrayList<>();
            for (Found file : files) {
                FolderLayout.Role role = layout.role(file.parts());
                if (role != FolderLayout.Role.LEFT_OUT) {
                    String name = file.parts().get(layout.classAt());
                    pages.add(new Page(
                            role == FolderLayout.Role.TEST, classes.indexOf(name), file.name(), file.encoded()));
                }
            }
            pages.sort(
                    Comparator.comparing(Page::test).thenComparing(Page::label).thenComparing(Page::name));
            return new Album(path, layout.hasSplit(), classes, pages);
        }

        /** Among the pictures of a class there is nothing else; beside the class folders a README harms nobody. */
        private void checkOthers(FolderLayout layout) {
            for (List<String> other : others) {
                if (other.size() >= layout.classAt() + 2) {
                    throw BadInput.in(
                            path + ", file " + String.join("/", other),
                            "is neither PNG, JPEG, WebP nor BMP by its name",
                            "convert or remove it");
                }
            }
        }

        private void checkFolders(FolderLayout layout, Set<String> train, Set<String> test) {
            for (String name : test) {
                if (!train.contains(name)) {
                    throw BadInput.in(
                            path + ", class '" + name + "'",
                            "has test but no training pictures",
                            "add some or remove it");
                }
            }
            Set<List<String>> filled = new HashSet<>();
            files.forEach(f -> filled.add(f.parts().subList(0, layout.classAt() + 1)));
            for (List<String> folder : folders) {
                if (layout.isClass(folder) && !filled.contains(folder)) {
                    throw BadInput.in(
                            path + ", folder " + String.join("/", folder),
                            "is an empty class",
                            "add pictures or remove the folder");
                }
            }
        }
    }
}
