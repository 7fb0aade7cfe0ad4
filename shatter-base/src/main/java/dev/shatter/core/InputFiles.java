package dev.shatter.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Files that people name as input. */
public final class InputFiles {
    private InputFiles() {}

    /**
     * Refuses what is there but is no plain file: a pipe would be waited for and can be read only once, a device may never
     * end. A path with nothing behind it passes: readers say what they miss.
     *
     * @return the same path
     * @throws BadInput for a folder, pipe, socket or device, also behind a link
     */
    public static Path plain(Path file) {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(file, BasicFileAttributes.class);
        } catch (IOException e) {
            return file;
        }
        if (attributes.isDirectory()) {
            throw BadInput.in(file, "is a folder where a file is needed", "name the file");
        }
        if (!attributes.isRegularFile()) {
            throw BadInput.in(file, "is a pipe or a device, not a file", "save what it gives as a file and name that");
        }
        return file;
    }
}
