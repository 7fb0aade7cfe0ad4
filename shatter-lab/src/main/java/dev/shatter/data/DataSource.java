package dev.shatter.data;

import dev.shatter.core.Entry;
import dev.shatter.core.Variant;
import java.nio.file.Path;
import java.util.List;

/**
 * A place where data come from: a file format, a published set, a generator. What the catalogue of {@code data.store} lists.
 *
 * <p>The same variant gives the same samples in the same order on every machine, whatever the order in which a file
 * system lists its files.
 */
public interface DataSource extends Entry {
    /** The options that are paths of files or folders; references keep them absolute. */
    default List<String> paths() {
        return List.of();
    }

    /** The same variant with everything that depends on the moment or the working folder spelled out. */
    default Variant settled(Variant variant) {
        return variant;
    }

    /** Whether the result is worth keeping in the cache; false for what is made faster than read. */
    default boolean cached() {
        return true;
    }

    /** Raised when the same files are to be read differently from now on, so that older caches are not used. */
    default int version() {
        return 1;
    }

    /**
     * The files the data are read from. Their sizes and times tell whether a cached copy is still true.
     *
     * @param home Shatter's home, where downloads are kept
     * @throws dev.shatter.core.BadInput if they are not there
     */
    List<Path> files(Variant variant, Path home);

    /**
     * The columns of a table; none for other data.
     *
     * @throws dev.shatter.core.BadInput if the file cannot be read
     */
    default List<Column> columns(Variant variant) {
        return List.of();
    }

    /**
     * Reads or makes the data.
     *
     * @throws dev.shatter.core.BadInput if the files do not hold what they should
     */
    Dataset read(Variant variant, Path home, Progress progress);
}
