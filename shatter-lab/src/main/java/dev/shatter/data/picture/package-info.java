/**
 * Folders and archives of pictures, one folder a class. May import {@code data}, {@code data.archive} and {@code core}.
 */
@NullMarked
package dev.shatter.data.picture;

import org.jspecify.annotations.NullMarked;
