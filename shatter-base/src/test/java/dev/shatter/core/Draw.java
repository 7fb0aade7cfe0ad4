package dev.shatter.core;

/**
 * The arguments of one try of a {@link Property}, drawn one after the other. Faults sit at the ends of ranges and at small
 * numbers, so one draw in five is an end or zero, and the rest are uniform or log-uniform with equal chance.
 */
public final class Draw {
    private final Chance chance;
    private final String name;

    Draw(Chance chance, String name) {
        this.chance = chance;
        this.name = name;
    }

    /** The stream itself, for arguments of another shape. */
    public Chance chance() {
        return chance;
    }

    /** A whole number from min to max, both included. */
    public int whole(int min, int max) {
        return (int) whole((long) min, (long) max);
    }

    /** A whole number from min to max, both included; max − min must be a long. */
    public long whole(long min, long max) {
        // Rounding may carry a double past a bound that is no double.
        return Math.max(min, Math.min(max, Math.round(real(min, max))));
    }

    /** A number from min to max, both included. */
    public double real(double min, double max) {
        double share = chance.nextDouble();
        if (share < 0.08) {
            return min;
        }
        if (share < 0.16) {
            return max;
        }
        if (share < 0.2 && min < 0 && max > 0) {
            return 0;
        }
        double at = chance.nextDouble();
        double value = share < 0.6 ? min + at * (max - min) : near(min, max, at);
        return Math.max(min, Math.min(max, value));
    }

    /** Log-uniform between positive bounds; else at a log-uniform distance, down to 1e-12, from the bound or zero. */
    private double near(double min, double max, double at) {
        if (min > 0) {
            return min * Math.pow(max / min, at);
        }
        double distance = Math.pow(10, -12 * at);
        return min < 0 && chance.nextInt(2) == 0
                ? Math.min(0, max) + distance * (min - Math.min(0, max))
                : Math.max(0, min) + distance * (max - Math.max(0, min));
    }

    @Override
    public String toString() {
        return name;
    }
}
