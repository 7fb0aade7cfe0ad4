package dev.shatter.study.zhang2017;

import java.util.List;

/** Table 1 of the paper: CIFAR-10, training and test accuracy in percent. */
final class PublishedTable {
    /**
     * One row.
     *
     * @param network reference of ours
     * @param part where our runs are: "regularisers" on true labels, "regularised-noise" on random ones, "norm"
     * @param condition which of them
     */
    record Row(
            String model, String setting, String network, String part, String condition, double train, double test) {}

    static final List<Row> ROWS = List.of(
            inception("crop and weight decay", "regularisers", "crop-and-weight-decay", 100, 89.05),
            inception("crop", "regularisers", "crop", 100, 89.31),
            inception("weight decay", "regularisers", "weight-decay", 100, 86.03),
            inception("none", "regularisers", "none", 100, 85.75),
            inception("random labels", "regularised-noise", "none", 100, 9.78),
            new Row("Inception w/o BN", "none", "inception-small", "norm", "without", 100, 82.00),
            new Row("Inception w/o BN", "weight decay", "inception-small", "norm", "without-weight-decay", 100, 83.00),
            new Row(
                    "Inception w/o BN",
                    "random labels",
                    "inception-small",
                    "norm",
                    "without-random-labels",
                    100,
                    10.12),
            row("AlexNet", "alexnet-small", "crop and weight decay", "crop-and-weight-decay", 99.90, 81.22),
            row("AlexNet", "alexnet-small", "crop", "crop", 99.82, 79.66),
            row("AlexNet", "alexnet-small", "weight decay", "weight-decay", 100, 77.36),
            row("AlexNet", "alexnet-small", "none", "none", 100, 76.07),
            noise("AlexNet", "alexnet-small", 99.82, 9.86),
            row("MLP 3x512", "mlp:512x3", "weight decay", "weight-decay", 100, 53.35),
            row("MLP 3x512", "mlp:512x3", "none", "none", 100, 52.39),
            noise("MLP 3x512", "mlp:512x3", 100, 10.48),
            row("MLP 1x512", "mlp:512", "weight decay", "weight-decay", 99.80, 50.39),
            row("MLP 1x512", "mlp:512", "none", "none", 100, 50.51),
            noise("MLP 1x512", "mlp:512", 99.34, 10.61));

    private PublishedTable() {}

    private static Row inception(String setting, String part, String condition, double train, double test) {
        return new Row("Inception", setting, "inception-small", part, condition, train, test);
    }

    private static Row row(String model, String network, String setting, String condition, double train, double test) {
        return new Row(model, setting, network, "regularisers", condition, train, test);
    }

    private static Row noise(String model, String network, double train, double test) {
        return new Row(model, "random labels", network, "regularised-noise", "none", train, test);
    }
}
