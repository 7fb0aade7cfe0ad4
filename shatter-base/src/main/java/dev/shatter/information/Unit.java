package dev.shatter.information;

import java.util.Locale;

/** What information is counted in: 1 bit = ln 2 nats. */
public enum Unit {
    NATS(1),
    BITS(1 / Math.log(2));

    private final double perNat;

    Unit(double perNat) {
        this.perNat = perNat;
    }

    /** A number of nats in this unit. */
    public double of(double nats) {
        return nats * perNat;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
