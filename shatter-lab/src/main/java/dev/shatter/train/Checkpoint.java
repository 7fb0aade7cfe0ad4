package dev.shatter.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shatter.core.BadInput;
import dev.shatter.core.Json;
import dev.shatter.torch.HostArray;
import dev.shatter.torch.Safetensors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a training stands between two steps: one safetensors file, written as one act.
 *
 * <p>No generator is stored: every draw of the loop comes from a stream named by the spec's seeds and the step or epoch, so
 * the step count restores them all.
 *
 * @param tensors the network's state under {@code network.}, the optimiser's under {@code optimizer.}
 * @param progress how far training is
 */
record Checkpoint(Map<String, HostArray> tensors, Progress progress) {
    static final String NETWORK = "network.";
    static final String OPTIMIZER = "optimizer.";

    /**
     * How far training is.
     *
     * @param step optimiser steps done
     * @param epoch epochs done
     * @param batch batches of the current epoch done
     * @param lossSum sum of the examples' losses over those batches
     * @param correct correctly classified examples among them
     * @param seconds wall time so far
     * @param trainingSeconds of these, spent in training steps
     * @param rows what every evaluated epoch came to
     */
    record Progress(
            long step,
            int epoch,
            int batch,
            double lossSum,
            long correct,
            double seconds,
            double trainingSeconds,
            List<EpochRow> rows) {
        static final Progress START = new Progress(0, 0, 0, 0, 0, 0, 0, List.of());

        Progress {
            rows = List.copyOf(rows);
        }
    }

    void write(Path file) {
        ObjectNode tree = Json.mapper().createObjectNode();
        tree.put("step", progress.step);
        tree.put("epoch", progress.epoch);
        tree.put("batch", progress.batch);
        tree.put("lossSum", progress.lossSum);
        tree.put("correct", progress.correct);
        tree.put("seconds", progress.seconds);
        tree.put("trainingSeconds", progress.trainingSeconds);
        ArrayNode rows = tree.putArray("rows");
        for (EpochRow row : progress.rows) {
            ArrayNode values = rows.addArray();
            // As text: JSON has no NaN, and the round trip must be exact.
            row.values().forEach(value -> values.add(value.toString()));
        }
        new Safetensors(tensors, Map.of("progress", tree.toString())).write(file);
    }

    static Checkpoint read(Path file) {
        Safetensors stored = Safetensors.read(file);
        try {
            JsonNode tree =
                    Json.mapper().readTree(String.valueOf(stored.metadata().get("progress")));
            List<EpochRow> rows = new ArrayList<>();
            for (JsonNode values : tree.path("rows")) {
                List<Double> numbers = new ArrayList<>();
                values.forEach(value -> numbers.add(Double.valueOf(value.asText())));
                rows.add(EpochRow.of(numbers));
            }
            Progress progress = new Progress(
                    tree.required("step").asLong(),
                    tree.required("epoch").asInt(),
                    tree.required("batch").asInt(),
                    tree.required("lossSum").asDouble(),
                    tree.required("correct").asLong(),
                    tree.required("seconds").asDouble(),
                    tree.required("trainingSeconds").asDouble(),
                    rows);
            return new Checkpoint(stored.tensors(), progress);
        } catch (JsonProcessingException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw BadInput.in(
                    file.toString(), "is not a checkpoint", "remove the run with 'runs rm' and train it again", e);
        }
    }

    /** The tensors whose name begins with a prefix, without it. */
    Map<String, HostArray> part(String prefix) {
        Map<String, HostArray> part = new TreeMap<>();
        tensors.forEach((name, array) -> {
            if (name.startsWith(prefix)) {
                part.put(name.substring(prefix.length()), array);
            }
        });
        return part;
    }
}
