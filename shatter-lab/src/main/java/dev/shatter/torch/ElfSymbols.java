package dev.shatter.torch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The symbol table of a shared library: a 64-bit little-endian ELF file that was not stripped.
 *
 * <p>Source: System V Application Binary Interface, chapter 4 (object files).
 */
final class ElfSymbols {
    private static final int MAGIC = 0x464c457f;
    private static final byte BITS_64 = 2;
    private static final byte LITTLE_ENDIAN = 1;

    /** Of a section header; of a symbol. */
    private static final int HEADER = 64;

    private static final int SYMBOL = 24;

    private static final int SYMBOL_TABLE = 2;
    private static final byte LOCAL_OBJECT = 1;

    private ElfSymbols() {}

    /**
     * Address of a variable that the library does not export, relative to where the library is loaded; empty if there is
     * none of this name, or the file is no such library.
     *
     * @param name as the linker knows it, mangled
     * @throws IOException if the file cannot be read
     */
    static OptionalLong variable(Path library, String name) throws IOException {
        try (FileChannel file = FileChannel.open(library)) {
            ByteBuffer start = part(file, 0, HEADER);
            if (start.getInt(0) != MAGIC || start.get(4) != BITS_64 || start.get(5) != LITTLE_ENDIAN) {
                return OptionalLong.empty();
            }
            long at = start.getLong(0x28);
            int count = Short.toUnsignedInt(start.getShort(0x3c));
            ByteBuffer sections = part(file, at, (long) count * HEADER);
            for (int i = 0; i < count; i++) {
                if (sections.getInt(i * HEADER + 4) == SYMBOL_TABLE) {
                    ByteBuffer symbols = section(file, sections, i);
                    ByteBuffer names = section(file, sections, sections.getInt(i * HEADER + 0x28));
                    return find(symbols, names, name);
                }
            }
            return OptionalLong.empty();
        }
    }

    private static OptionalLong find(ByteBuffer symbols, ByteBuffer names, String name) {
        ByteBuffer wanted = ByteBuffer.wrap((name + '\0').getBytes(StandardCharsets.US_ASCII));
        for (int at = 0; at + SYMBOL <= symbols.limit(); at += SYMBOL) {
            int from = symbols.getInt(at);
            if (symbols.get(at + 4) == LOCAL_OBJECT
                    && from + wanted.limit() <= names.limit()
                    && names.slice(from, wanted.limit()).equals(wanted)) {
                return OptionalLong.of(symbols.getLong(at + 8));
            }
        }
        return OptionalLong.empty();
    }

    private static ByteBuffer section(FileChannel file, ByteBuffer sections, int index) throws IOException {
        return part(file, sections.getLong(index * HEADER + 0x18), sections.getLong(index * HEADER + 0x20));
    }

    private static ByteBuffer part(FileChannel file, long from, long size) throws IOException {
        if (from < 0 || size < 0 || from > file.size() - size) {
            throw new IOException("cut short");
        }
        MappedByteBuffer part = file.map(FileChannel.MapMode.READ_ONLY, from, size);
        part.order(ByteOrder.LITTLE_ENDIAN);
        return part;
    }
}
