package dev.shatter.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** What stands at a place in the store. Links are not followed: what they lead to is not the store's. */
enum FileKind {
    MISSING,
    REGULAR,
    /** A link, a pipe, a device, a socket or a folder: never opened, since that may hang or lead elsewhere. */
    OTHER;

    /** @throws IOException if that cannot be found out for the moment */
    static FileKind of(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                            .isRegularFile()
                    ? REGULAR
                    : OTHER;
        } catch (NoSuchFileException e) {
            return MISSING;
        }
    }
}
