/** How bounds from norms grow with depth: at equal norms, and on trained networks. */
@NullMarked
package dev.shatter.study.depth;

import org.jspecify.annotations.NullMarked;
