package dev.shatter.compute;

import dev.shatter.core.Entry;

/** Something that can be computed and stored like a run: a {@link Simulation}, or an {@link Analysis} of data. */
public sealed interface Computation extends Entry permits Simulation, Analysis {}
