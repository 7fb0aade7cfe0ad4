package dev.shatter.network;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueOptional;
import org.bytedeco.pytorch.JitNode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.Value;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a TorchScript graph; its arguments count from 0 and stand as in PyTorch's signature.
 *
 * @param node belongs to its graph, which must live as long
 */
record ScriptNode(JitNode node) {
    static ScriptNode of(Value value) {
        return new ScriptNode(value.node());
    }

    /** Name with its room, {@code aten::relu}; operations in place have that of the plain one. */
    String kind() {
        String name = node.kind().toQualString().getString();
        return name.endsWith("_") && !name.endsWith("__") ? name.substring(0, name.length() - 1) : name;
    }

    long arguments() {
        return node.inputs().size();
    }

    Value argument(int i) {
        return node.inputs().get(i);
    }

    /** A constant argument; null where it is computed, missing or None. */
    private @Nullable IValue constant(int i) {
        if (i >= arguments()) {
            return null;
        }
        IValueOptional value = torch.toIValue(argument(i));
        return value.has_value() && !value.get().isNone() ? value.get() : null;
    }

    /** Whether the argument is a stored tensor. */
    boolean has(int i) {
        IValue value = constant(i);
        return value != null && value.isTensor();
    }

    /** A stored tensor. */
    Tensor tensor(int i) throws ScriptGraph.Unknown {
        IValue value = constant(i);
        if (value == null || !value.isTensor()) {
            throw unknown("a computed weight");
        }
        return value.toTensor();
    }

    /** A number, also one that tracing kept as a tensor. */
    double number(int i) throws ScriptGraph.Unknown {
        IValue value = constant(i);
        if (value != null && value.isDouble()) {
            return value.toDouble();
        }
        if (value != null && value.isInt()) {
            return value.toInt();
        }
        if (value != null && value.isTensor() && value.toTensor().numel() == 1) {
            return value.toTensor().item_double();
        }
        throw unknown("a computed number");
    }

    int whole(int i) throws ScriptGraph.Unknown {
        return (int) number(i);
    }

    boolean flag(int i) {
        IValue value = constant(i);
        return value != null && value.isBool() && value.toBool();
    }

    /** Whether the argument is this word. */
    boolean says(int i, String word) {
        IValue value = constant(i);
        return value != null
                && value.isString()
                && value.toStringRef().getString().equals(word);
    }

    /** A list of whole numbers; empty where none is given. */
    List<Integer> numbers(int i) throws ScriptGraph.Unknown {
        IValue value = constant(i);
        List<Integer> numbers = new ArrayList<>();
        if (value == null) {
            return numbers;
        }
        if (!value.isIntList()) {
            throw unknown("computed sizes");
        }
        var elements = value.toIntVector();
        for (long j = 0; j < elements.size(); j++) {
            numbers.add(Math.toIntExact(elements.get(j)));
        }
        return numbers;
    }

    /** Rows and columns, or one number for both; {@code otherwise} where the list is empty. */
    int[] pair(int i, int... otherwise) throws ScriptGraph.Unknown {
        List<Integer> numbers = numbers(i);
        return switch (numbers.size()) {
            case 0 -> otherwise;
            case 1 -> new int[] {numbers.get(0), numbers.get(0)};
            case 2 -> new int[] {numbers.get(0), numbers.get(1)};
            default -> throw unknown("more than two dimensions");
        };
    }

    ScriptGraph.Unknown unknown(String what) {
        return new ScriptGraph.Unknown("its graph has " + kind() + " with " + what);
    }
}
