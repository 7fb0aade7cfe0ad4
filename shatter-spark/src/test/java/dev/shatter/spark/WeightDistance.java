package dev.shatter.spark;

import dev.shatter.core.Parameter;
import dev.shatter.experiment.Context;
import dev.shatter.experiment.Experiment;
import dev.shatter.experiment.Job;
import dev.shatter.run.Run;
import dev.shatter.run.Trace;
import dev.shatter.spec.Field;
import dev.shatter.spec.Schema;
import dev.shatter.spec.Spec;
import dev.shatter.torch.HostArray;
import dev.shatter.torch.Safetensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** A third kind of experiment, all of it: how far the trained weights of some runs lie from those of the first. */
public final class WeightDistance implements Experiment {
    private static final Schema SCHEMA = new Schema(
            "weight-distance",
            List.of(
                    Field.parents("runs", "trainings of one architecture"),
                    Field.of(Parameter.number("order", 2.0, 1, 100, "of the norm")),
                    Field.seed("seed", "has no use here; studies name one for every trial")),
            List.of());

    @Override
    public String name() {
        return SCHEMA.kind();
    }

    @Override
    public String summary() {
        return "distance between trained weights";
    }

    @Override
    public Schema schema() {
        return SCHEMA;
    }

    @Override
    public Job prepare(Spec spec, Context context) {
        List<Map<String, HostArray>> weights = new ArrayList<>();
        for (Run run : context.parents(spec, "runs")) {
            weights.add(Safetensors.read(run.required(Run.FINAL)).tensors());
        }
        return folder -> {
            long begun = System.nanoTime();
            List<List<Double>> rows = new ArrayList<>();
            for (Map<String, HostArray> other : weights) {
                rows.add(List.of((double) rows.size(), distance(weights.get(0), other, spec.number("order"))));
                context.listener().at((double) rows.size() / weights.size(), () -> "run " + rows.size());
            }
            double most = rows.stream().mapToDouble(row -> row.get(1)).max().orElse(0);
            return new Job.Product(
                    new Trace(List.of("run", "distance"), rows),
                    new TreeMap<>(Map.of("distance", most)),
                    new TreeMap<>(),
                    (System.nanoTime() - begun) / 1e9,
                    Set.of());
        };
    }

    private static double distance(Map<String, HostArray> a, Map<String, HostArray> b, double order) {
        double sum = 0;
        for (String name : a.keySet()) {
            double[] one = a.get(name).doubles();
            double[] two = Objects.requireNonNull(b.get(name)).doubles();
            for (int i = 0; i < one.length; i++) {
                sum += Math.pow(Math.abs(one[i] - two[i]), order);
            }
        }
        return Math.pow(sum, 1 / order);
    }
}
