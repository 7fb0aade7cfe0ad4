package dev.shatter.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shatter.core.BadInput;
import dev.shatter.core.Json;
import dev.shatter.torch.HostArray;
import dev.shatter.torch.Safetensors;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * A loop between two steps, as one safetensors file, written as one act: the learner's tensors, and as metadata where the
 * loop stands and what else the learner remembers.
 */
final class Checkpoint {
    private static final String PROGRESS = "progress";
    private static final String MEMORY = "memory";
    private static final String REMEDY = "remove it, or the run with 'runs rm', and begin again";

    private Checkpoint() {}

    static void write(Path file, Resumable learner, Moment at) {
        Map<String, HostArray> tensors = new TreeMap<>();
        learner.state().forEach((name, tensor) -> tensors.put(name, Tensors.host(tensor)));
        ObjectNode tree = Json.mapper().createObjectNode();
        tree.put("step", at.step());
        tree.put("epoch", at.epoch());
        tree.put("batch", at.batch());
        tree.put("batches", at.batches());
        tree.put("epochs", at.epochs());
        tree.put("seconds", at.seconds());
        tree.put("stepSeconds", at.stepSeconds());
        learner.remember(tree.putObject(MEMORY));
        new Safetensors(tensors, Map.of(PROGRESS, tree.toString())).write(file);
    }

    /** Fills the learner's state; where the loop stands. */
    static Moment read(Path file, Resumable learner) {
        Safetensors stored;
        try {
            stored = Safetensors.read(file);
        } catch (BadInput e) {
            // What is said about a file of weights that a user brought is no remedy here.
            throw BadInput.in(file.toString(), "is not a checkpoint", REMEDY, e);
        }
        Moment at;
        try {
            JsonNode tree =
                    Json.mapper().readTree(String.valueOf(stored.metadata().get(PROGRESS)));
            at = new Moment(
                    tree.required("step").asLong(),
                    tree.required("epoch").asInt(),
                    tree.required("batch").asInt(),
                    tree.required("batches").asInt(),
                    tree.required("epochs").asInt(),
                    tree.required("seconds").asDouble(),
                    tree.required("stepSeconds").asDouble());
            learner.recall(tree.required(MEMORY));
        } catch (JsonProcessingException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw BadInput.in(file.toString(), "is not a checkpoint", REMEDY, e);
        }
        try (StepScope scope = StepScope.open();
                NoGradGuard off = new NoGradGuard()) {
            learner.state().forEach((name, tensor) -> fill(file, name, tensor, stored.tensors()));
        }
        return at;
    }

    private static void fill(Path file, String name, Tensor tensor, Map<String, HostArray> stored) {
        HostArray array = stored.get(name);
        if (array == null || !Arrays.equals(array.sizes(), tensor.shape())) {
            throw BadInput.in(file + ", tensor '" + name + "'", "is missing or of another shape", REMEDY);
        }
        tensor.copy_(Tensors.of(array));
    }
}
