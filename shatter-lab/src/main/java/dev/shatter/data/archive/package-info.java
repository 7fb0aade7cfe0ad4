/**
 * Folders and archives that nobody vouches for, walked file by file within stated limits. May
 * import {@code torch}'s file formats and {@code core}.
 */
@NullMarked
package dev.shatter.data.archive;

import org.jspecify.annotations.NullMarked;
