/** Training one network on one data set as an experiment: how its examples are prepared, how its runs are shown and reopened. */
@NullMarked
package dev.shatter.experiment.train;

import org.jspecify.annotations.NullMarked;
