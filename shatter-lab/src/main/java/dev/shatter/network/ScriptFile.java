package dev.shatter.network;

import dev.shatter.torch.VerifiedZip;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/**
 * A look at a TorchScript file before libtorch reads it, whose parsers go as deep as a file nests and end the process where the
 * stack does: values in its pickles ({@link ScriptPickle}) and brackets, blocks and chains of operators in its code.
 */
final class ScriptFile {
    /** As many as Python's own parser takes. */
    private static final int BRACKETS = 200;

    private static final int BLOCKS = 100;

    /** Operators between two commas or brackets. Printed code has one or two. */
    private static final int OPERATORS = 500;

    private ScriptFile() {}

    /** @throws IOException that says why the file is not to be read */
    static void check(Path file) throws IOException {
        try (VerifiedZip zip = VerifiedZip.open(file)) {
            Map<String, Long> lengths = new HashMap<>();
            zip.members().forEach(member -> lengths.put(member.getName(), member.getSize()));
            for (ZipArchiveEntry member : zip.members()) {
                String name = member.getName();
                if (name.endsWith(".pkl")) {
                    // archive/data.pkl has its storages in archive/data/, archive/constants.pkl in archive/constants/.
                    String folder = name.substring(0, name.length() - ".pkl".length()) + "/";
                    zip.read(member, in -> pickle(in, folder, lengths));
                } else if (name.endsWith(".py")) {
                    zip.read(member, ScriptFile::code);
                }
            }
        }
    }

    private static void pickle(InputStream in, String folder, Map<String, Long> lengths) throws IOException {
        try {
            ScriptPickle.check(new DataInputStream(in), key -> lengths.getOrDefault(folder + key, -1L));
        } catch (EOFException e) {
            throw new ZipException("its pickle is cut short");
        }
    }

    private static void code(InputStream in) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        int open = 0;
        int operators = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            int indent = line.length() - line.stripLeading().length();
            operators = open == 0 ? 0 : operators;
            char quote = 0;
            for (int i = indent; i < line.length(); i++) {
                char c = line.charAt(i);
                if (quote != 0) {
                    i += c == '\\' ? 1 : 0;
                    quote = c == quote ? 0 : quote;
                } else if (c == '"' || c == '\'') {
                    quote = c;
                } else if (c == '#') {
                    break;
                } else if ("([{".indexOf(c) >= 0) {
                    open++;
                    operators = 0;
                } else if (")]}".indexOf(c) >= 0) {
                    open--;
                } else if (c == ',') {
                    operators = 0;
                } else if ("+-*/%~@|&^<>. ".indexOf(c) >= 0) {
                    // Words such as 'not' and 'if' stand between blanks.
                    operators++;
                }
                if (open > BRACKETS || operators > OPERATORS || indent > 2 * BLOCKS) {
                    throw new ZipException("its code nests expressions or blocks too deeply");
                }
            }
        }
    }
}
