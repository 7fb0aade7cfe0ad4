package dev.shatter.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** What a checkpoint holds beside the moment: everything that later steps depend on. */
public interface Resumable {
    /** Tensors by name: views, not copies, to be filled in place on resumption. */
    Map<String, Tensor> state();

    /** Writes what is no tensor. */
    default void remember(ObjectNode memory) {}

    /** Takes over what {@link #remember} wrote. */
    default void recall(JsonNode memory) {}
}
