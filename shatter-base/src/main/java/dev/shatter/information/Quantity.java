package dev.shatter.information;

import dev.shatter.core.Chance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/** What an estimator estimates: what it is called, what would make it 0, and how its sample is cut. */
public enum Quantity {
    /** I(X;Y), or I(X;Y|Z) where something is given: x, y and z were seen together. */
    INFORMATION {
        @Override
        String symbol(Observations o) {
            return o.conditional() ? "I(X;Y|Z)" : "I(X;Y)";
        }

        @Override
        Observations check(Observations o) {
            return o.requireTriples();
        }

        /** Pairs are broken; among rows of equal z only, where z is given, and not at all where no two rows share one. */
        @Override
        Optional<Observations> shuffled(Observations o, Chance chance) {
            Map<List<Double>, List<Integer>> strata = new HashMap<>();
            for (int i = 0; i < o.z().count(); i++) {
                strata.computeIfAbsent(Arrays.stream(o.z().rows()[i]).boxed().toList(), z -> new ArrayList<>())
                        .add(i);
            }
            if (strata.size() > o.z().count() / 2) {
                return Optional.empty();
            }
            int[] places = new int[o.y().count()];
            for (int i = 0; i < places.length; i++) {
                places[i] = i;
            }
            // In the order of their first rows, not of a map: the same chance gives the same order everywhere.
            strata.values().stream().sorted((a, b) -> a.get(0) - b.get(0)).forEach(stratum -> {
                int[] order = chance.permutation(stratum.size());
                for (int i = 0; i < order.length; i++) {
                    places[stratum.get(i)] = stratum.get(order[i]);
                }
            });
            return Optional.of(new Observations(o.x(), o.y().take(places), o.z()));
        }
    },
    /** KL(X‖Y): two samples, each of its own law. */
    DIVERGENCE {
        @Override
        String symbol(Observations o) {
            return "KL(X||Y)";
        }

        @Override
        Observations check(Observations o) {
            return o;
        }

        /** Both samples are thrown together and dealt anew. */
        @Override
        Optional<Observations> shuffled(Observations o, Chance chance) {
            Variables all = o.x().append(o.y());
            int[] order = chance.permutation(all.count());
            int n = o.x().count();
            return Optional.of(Observations.of(
                    all.take(Arrays.copyOf(order, n)), all.take(Arrays.copyOfRange(order, n, order.length))));
        }
    },
    /** H(X), of densities with respect to volume: there it may be negative. */
    ENTROPY {
        @Override
        String symbol(Observations o) {
            return "H(X)";
        }

        @Override
        Observations check(Observations o) {
            return o;
        }

        @Override
        Optional<Observations> shuffled(Observations o, Chance chance) {
            return Optional.empty();
        }
    };

    abstract String symbol(Observations o);

    /** The observations, if they are of the form that the quantity is of. */
    abstract Observations check(Observations o);

    /** Observations of the same size for which the quantity is 0; empty where there are none. */
    abstract Optional<Observations> shuffled(Observations o, Chance chance);

    /** The part of the observations whose places are kept; rows seen together stay together. */
    Observations part(Observations o, IntPredicate kept) {
        return new Observations(part(o.x(), kept), part(o.y(), kept), part(o.z(), kept));
    }

    private static Variables part(Variables v, IntPredicate kept) {
        return v.take(Observations.places(v.count(), kept));
    }
}
