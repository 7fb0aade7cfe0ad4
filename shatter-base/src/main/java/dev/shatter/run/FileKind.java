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

    /**
     * A place as it was seen once.
     *
     * @param kind what stands there
     * @param bytes its length; 0 where nothing stands
     */
    record Seen(FileKind kind, long bytes) {}

    /** @throws IOException if that cannot be found out for the moment */
    static FileKind of(Path file) throws IOException {
        return see(file).kind;
    }

    /** @throws IOException if that cannot be found out for the moment */
    static Seen see(Path file) throws IOException {
        try {
            BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return new Seen(seen.isRegularFile() ? REGULAR : OTHER, seen.size());
        } catch (NoSuchFileException e) {
            return new Seen(MISSING, 0);
        }
    }
}
