/**
 * Codes that are really written and read back, bit for bit: arithmetic, Huffman, Elias gamma. May import what the room around it may.
 */
@NullMarked
package dev.shatter.information.code;

import org.jspecify.annotations.NullMarked;
