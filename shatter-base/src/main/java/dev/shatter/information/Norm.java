package dev.shatter.information;

/** How differences of coordinates make a distance. */
enum Norm {
    /** The largest of them. */
    MAX {
        @Override
        double join(double sum, double difference) {
            return Math.max(sum, Math.abs(difference));
        }

        @Override
        double root(double sum) {
            return sum;
        }
    },
    /** The root of the sum of their squares. */
    EUCLIDEAN {
        @Override
        double join(double sum, double difference) {
            return sum + difference * difference;
        }

        @Override
        double root(double sum) {
            return Math.sqrt(sum);
        }
    };

    /** With one more coordinate; grows. */
    abstract double join(double sum, double difference);

    /** The distance, once all coordinates are joined. */
    abstract double root(double sum);
}
