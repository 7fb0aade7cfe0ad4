package dev.shatter.network;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Walks through a pickle as TorchScript files hold them, without making anything of it, and refuses what libtorch would follow
 * into a crash: values nested deeper than its recursion goes, storages longer than the records behind them, and tensors that reach
 * beyond their storage. Knows the operations that libtorch's own unpickler knows (torch/csrc/jit/serialization/unpickler.cpp).
 */
final class ScriptPickle {
    /** A model has two levels for each module inside another; libtorch takes some hundred bytes of stack for each. */
    static final int DEEPEST = 400;

    private static final Map<String, Integer> BYTES = Map.ofEntries(
            Map.entry("DoubleStorage", 8),
            Map.entry("FloatStorage", 4),
            Map.entry("HalfStorage", 2),
            Map.entry("BFloat16Storage", 2),
            Map.entry("LongStorage", 8),
            Map.entry("IntStorage", 4),
            Map.entry("ShortStorage", 2),
            Map.entry("CharStorage", 1),
            Map.entry("ByteStorage", 1),
            Map.entry("BoolStorage", 1),
            Map.entry("ComplexFloatStorage", 8),
            Map.entry("ComplexDoubleStorage", 16));

    /** A value: what is known of it, how deep it is, and whether it lies in another already. */
    private static final class Node {
        private final Object value;
        private int depth;
        private boolean placed;

        Node(Object value) {
            this.value = value;
        }

        Node(Object value, List<Node> inside) throws ZipException {
            this(value);
            add(inside);
        }

        void add(List<Node> inside) throws ZipException {
            if (placed && !inside.isEmpty()) {
                throw new ZipException("its pickle puts values into what lies in others already");
            }
            for (Node node : inside) {
                node.placed = true;
                depth = Math.max(depth, node.depth + 1);
            }
            if (depth > DEEPEST) {
                throw new ZipException("its pickle nests values more than " + DEEPEST + " deep");
            }
        }
    }

    /** Numbers in a storage. */
    private record Storage(long count) {}

    private record Name(String text) {}

    private static final Object OTHER = new Object();
    private static final Object MARK = new Object();

    private final DataInputStream in;
    private final ToLongFunction<String> records;
    private final Deque<Node> stack = new ArrayDeque<>();
    private final Map<Integer, Node> memo = new HashMap<>();

    private ScriptPickle(DataInputStream in, ToLongFunction<String> records) {
        this.in = in;
        this.records = records;
    }

    /**
     * Reads a pickle to its end.
     *
     * @param records the length of the record of a storage, by its key; negative if there is none
     * @throws ZipException if it is none, or is refused
     */
    static void check(DataInputStream in, ToLongFunction<String> records) throws IOException {
        ScriptPickle pickle = new ScriptPickle(in, records);
        boolean going = true;
        while (going) {
            going = pickle.step(in.readUnsignedByte());
        }
    }

    private boolean step(int operation) throws IOException {
        switch (operation) {
            case '.' -> {
                return false;
            }
            case 0x80 -> in.readUnsignedByte();
            case '(' -> push(MARK);
            case 'N', 0x88, 0x89 -> push(OTHER);
            case 'K' -> push((long) in.readUnsignedByte());
            case 'M' -> push((long) (in.readUnsignedByte() | in.readUnsignedByte() << 8));
            case 'J' -> push((long) Integer.reverseBytes(in.readInt()));
            case 0x8a -> push(number(in.readUnsignedByte()));
            case 'G' -> {
                in.readLong();
                push(OTHER);
            }
            case 'X', 'T', 'B' -> push(text(Integer.reverseBytes(in.readInt())));
            case 'U', 'C', 0x8c -> push(text(in.readUnsignedByte()));
            case 'c' -> {
                line();
                push(new Name(line()));
            }
            case '}', ']' -> push(OTHER);
            case ')' -> push(List.of());
            case 't' -> tuple(marked());
            case 0x85 -> tuple(top(1));
            case 0x86 -> tuple(top(2));
            case 0x87 -> tuple(top(3));
            case 'l', 'd' -> stack.push(new Node(OTHER, marked()));
            case 'a' -> into(top(1));
            case 's' -> into(top(2));
            case 'e', 'u' -> into(marked());
            case 'b' -> into(top(1));
            case 'R', 0x81 -> reduce(top(2));
            case 'Q' -> storage(pop());
            case 'q' -> memo.put(in.readUnsignedByte(), peek());
            case 'r' -> memo.put(Integer.reverseBytes(in.readInt()), peek());
            case 'h' -> get(in.readUnsignedByte());
            case 'j' -> get(Integer.reverseBytes(in.readInt()));
            case '0' -> pop();
            default ->
                throw new ZipException(
                        "its pickle has the operation " + operation + ", which TorchScript does not write");
        }
        return true;
    }

    private void push(Object value) {
        stack.push(new Node(value));
    }

    private Node peek() throws ZipException {
        Node node = stack.peek();
        if (node == null) {
            throw new ZipException("its pickle takes more values than it holds");
        }
        return node;
    }

    private Node pop() throws ZipException {
        Node node = peek();
        stack.pop();
        return node;
    }

    private List<Node> top(int count) throws ZipException {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            nodes.add(0, pop());
        }
        return nodes;
    }

    private List<Node> marked() throws ZipException {
        List<Node> nodes = new ArrayList<>();
        for (Node node = pop(); node.value != MARK; node = pop()) {
            nodes.add(node);
        }
        java.util.Collections.reverse(nodes);
        return nodes;
    }

    private void tuple(List<Node> items) throws ZipException {
        stack.push(new Node(items.stream().map(node -> node.value).toList(), items));
    }

    private void into(List<Node> items) throws ZipException {
        peek().add(items);
    }

    private void get(int place) throws ZipException {
        Node node = memo.get(place);
        if (node == null) {
            throw new ZipException("its pickle names a value that it does not hold");
        }
        stack.push(node);
    }

    private void reduce(List<Node> call) throws ZipException {
        if (call.get(0).value instanceof Name name
                && name.text.equals("_rebuild_tensor_v2")
                && call.get(1).value instanceof List<?> arguments) {
            tensor(arguments);
        }
        stack.push(new Node(OTHER, call));
    }

    /** (storage, offset, sizes, strides, …) */
    private static void tensor(List<?> arguments) throws ZipException {
        if (arguments.size() < 4
                || !(arguments.get(0) instanceof Storage storage)
                || !(arguments.get(1) instanceof Long offset)
                || !(arguments.get(2) instanceof List<?> sizes)
                || !(arguments.get(3) instanceof List<?> strides)
                || sizes.size() != strides.size()) {
            throw new ZipException("its pickle holds a tensor that is none");
        }
        double last = offset;
        boolean empty = false;
        for (int i = 0; i < sizes.size(); i++) {
            if (!(sizes.get(i) instanceof Long size)
                    || !(strides.get(i) instanceof Long stride)
                    || size < 0
                    || stride < 0) {
                throw new ZipException("its pickle holds a tensor of no shape");
            }
            empty |= size == 0;
            last += (double) (size - 1) * stride;
        }
        if (offset < 0 || (!empty && last >= storage.count)) {
            throw new ZipException("a tensor in it reaches beyond its " + storage.count + " stored numbers");
        }
    }

    /** ('storage', type, key, device, count) */
    private void storage(Node named) throws ZipException {
        if (!(named.value instanceof List<?> parts)
                || parts.size() < 5
                || !(parts.get(1) instanceof Name type)
                || !(parts.get(2) instanceof String key)
                || !(parts.get(4) instanceof Long count)
                || count < 0) {
            throw new ZipException("its pickle names a storage that is none");
        }
        @Nullable Integer bytes = BYTES.get(type.text);
        if (bytes != null && (double) count * bytes > records.applyAsLong(key)) {
            throw new ZipException("the record of " + count + " numbers, '" + key + "', is missing or too short");
        }
        push(new Storage(count));
    }

    /** Little-endian, of at most 8 bytes. */
    private Object number(int length) throws IOException {
        long value = 0;
        for (int i = 0; i < length; i++) {
            long next = in.readUnsignedByte();
            if (i < Long.BYTES) {
                value |= next << (8 * i);
            }
        }
        return value;
    }

    private String text(int length) throws IOException {
        if (length < 0) {
            throw new ZipException("its pickle holds a text of no length");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new ZipException("its pickle is cut short");
        }
        return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
            line.append((char) c);
        }
        return line.toString();
    }
}
