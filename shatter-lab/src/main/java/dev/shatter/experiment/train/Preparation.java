package dev.shatter.experiment.train;

import dev.shatter.core.BadInput;
import dev.shatter.core.Variant;
import dev.shatter.corrupt.LabelCorruptions;
import dev.shatter.corrupt.PixelCorruptions;
import dev.shatter.data.CentreCrop;
import dev.shatter.data.Dataset;
import dev.shatter.data.Origin;
import dev.shatter.data.Shape;
import dev.shatter.data.Split;
import dev.shatter.data.Subset;
import dev.shatter.network.Architecture;
import dev.shatter.network.Backpropagation;
import dev.shatter.network.Networks;
import dev.shatter.torch.EngineFacts;
import dev.shatter.torch.Precision;
import dev.shatter.train.Augmentations;
import dev.shatter.train.Batches;
import dev.shatter.train.InputFormat;
import dev.shatter.train.TrainSpec;
import dev.shatter.train.Trainer;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a spec's examples are fed to its network on this machine: the batches' shape, normalisation, layout and precision.
 *
 * @param train examples trained on
 * @param validation examples held out of the training set; null if none
 * @param test test examples
 * @param format what the network is fed
 * @param augment transformations of training batches
 * @param precision FP32 or BF16, never AUTO
 */
public record Preparation(
        Split train,
        @Nullable Split validation,
        Split test,
        InputFormat format,
        List<Variant> augment,
        Precision precision) {

    /** For this machine; computes the statistics that standardisation needs from the examples trained on. */
    public static Preparation of(TrainSpec spec, Dataset prepared, Architecture architecture) {
        Split train = prepared.train();
        Split validation = null;
        if (spec.validation() > 0) {
            int kept = (int) Math.round(train.count() * (1 - spec.validation()));
            boolean[] chosen = new boolean[train.count()];
            for (int place : Subset.places(prepared, kept, spec.seeds().data(), "validation")) {
                chosen[place] = true;
            }
            validation = select(train, chosen, false);
            train = select(train, chosen, true);
        }
        Precision precision = Precision.parse(spec.precision())
                .here(
                        Precision.work(architecture.trainingMultiplications(), Math.min(spec.batch(), train.count())),
                        Backpropagation.covers(architecture));
        InputFormat format = new InputFormat(
                shape(spec, prepared),
                spec.crop(),
                spec.scaling().equals("whiten"),
                null,
                architecture.convolves(),
                precision == Precision.BF16);
        if (spec.scaling().equals("standardise")) {
            format = format.standardised(Batches.statistics(train, format));
        }
        return new Preparation(train, validation, prepared.test(), format, spec.augment(), precision);
    }

    /** The spec's examples as the network sees them before augmentation and normalisation: taken, cropped, corrupted. */
    public static Dataset dataset(TrainSpec spec, Dataset original) {
        Dataset pixels = PixelCorruptions.apply(
                taken(spec, original), spec.pixels(), spec.seeds().corruption());
        return LabelCorruptions.apply(pixels, spec.labels(), spec.seeds().corruption());
    }

    /** The spec's subset of the data, cropped where no augmentation crops, not yet corrupted. */
    public static Dataset taken(TrainSpec spec, Dataset original) {
        Dataset taken = Subset.take(
                original, spec.subset(), spec.testSubset(), spec.seeds().data());
        boolean cropsLater = spec.augment().stream()
                .anyMatch(a -> Augmentations.CATALOGUE.get(a).crops());
        return spec.crop() > 0 && !cropsLater ? CentreCrop.of(taken, spec.crop(), spec.crop()) : taken;
    }

    /** The spec's network for these data. */
    public static Architecture architecture(TrainSpec spec, Dataset prepared) {
        return Networks.CATALOGUE
                .get(spec.network())
                .architecture(
                        spec.network(),
                        shape(spec, prepared),
                        prepared.classes().size());
    }

    /** Shape of one example as the network sees it: after a crop that the augmentation does. */
    static Shape shape(TrainSpec spec, Dataset prepared) {
        Shape shape = prepared.shape();
        for (Variant augmentation : spec.augment()) {
            if (!shape.isImage()) {
                throw BadInput.in(
                        "augmentation '" + augmentation.name() + "'",
                        "needs images, not samples of shape " + shape,
                        "leave it out");
            }
            if (Augmentations.CATALOGUE.get(augmentation).crops()) {
                if (spec.crop() == 0 || spec.crop() > Math.min(shape.height(), shape.width())) {
                    throw BadInput.in(
                            "augmentation '" + augmentation.name() + "'",
                            "needs a crop smaller than " + shape,
                            "give --crop, or use shift");
                }
                return Shape.of(shape.channels(), spec.crop(), spec.crop());
            }
        }
        return shape;
    }

    /** Other training examples, prepared in the same way: standardised by their own statistics where these were. */
    Preparation with(Split others) {
        InputFormat own =
                format.standardise() == null ? format : format.standardised(Batches.statistics(others, format));
        return new Preparation(others, validation, test, own, augment, precision);
    }

    /** What is known of the examples trained on, given what is known of all. */
    Origin origin(Origin all) {
        Origin chosen = validation == null ? all : all.inStrata();
        return format.standardise() == null
                ? chosen
                : chosen.fitting("mean and deviation of each channel (--standardise)");
    }

    /** The examples as batches. */
    public Trainer.Splits examples() {
        Batches plain = Batches.of(train, format, List.of());
        return new Trainer.Splits(
                augment.isEmpty() ? plain : Batches.of(train, format, augment),
                plain,
                validation == null ? null : Batches.of(validation, format, List.of()),
                Batches.of(test, format, List.of()));
    }

    /** What the record says of the numerics. */
    public SortedMap<String, String> facts() {
        EngineFacts engine = EngineFacts.here();
        SortedMap<String, String> facts = new TreeMap<>();
        facts.put("libtorch", engine.libtorch());
        facts.put("blas", engine.blas());
        facts.put("oneDnn", engine.oneDnn());
        facts.put("instructions", engine.instructions());
        facts.put("processor", engine.machine().processor());
        facts.put("precision", precision.text());
        facts.put("memoryFormat", format.channelsLast() ? "channels-last" : "contiguous");
        return facts;
    }

    private static Split select(Split split, boolean[] chosen, boolean which) {
        int[] places = java.util.stream.IntStream.range(0, chosen.length)
                .filter(i -> chosen[i] == which)
                .toArray();
        return split.select(places);
    }
}
