/**
 * The border post to libtorch: the one native loader, owners of native memory, precision and threads, generators from
 * seeds, and file formats (safetensors, NPY, NPZ).
 *
 * <p>No wrapper around the tensor. File formats are pure Java and load nothing native.
 */
@NullMarked
package dev.shatter.torch;

import org.jspecify.annotations.NullMarked;
