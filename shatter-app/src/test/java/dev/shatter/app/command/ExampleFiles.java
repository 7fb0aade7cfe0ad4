package dev.shatter.app.command;

import dev.shatter.app.Shell;
import dev.shatter.core.Chance;
import dev.shatter.torch.Npz;
import dev.shatter.torch.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.pytorch.CompilationUnit;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.global.torch;

/** The files that the examples of README and docs name, small: pictures, a table, arrays, weights, a TorchScript module. */
final class ExampleFiles {
    /** What an example writes or reads in the folder one stands in. */
    private static final Pattern NAMED = Pattern.compile("(?<![\\w/.-])[\\w-]+\\.(zip|csv|npz|pt|png|html)(?![\\w.])");

    private static final int FEATURES = 8;

    private final Path folder;

    ExampleFiles(Path folder) {
        this.folder = folder;
    }

    /** An argument as it would be understood in the folder of the files. */
    String here(String word) {
        return NAMED.matcher(word)
                .replaceAll(
                        m -> Matcher.quoteReplacement(folder.resolve(m.group()).toString()));
    }

    void make(Shell shell) throws IOException {
        Chance chance = Chance.of(7, "examples");
        Map<String, byte[]> pictures = new LinkedHashMap<>();
        for (String name : new String[] {"cat", "dog"}) {
            for (int i = 0; i < 8; i++) {
                pictures.put("train/" + name + "/" + i + ".png", Hostile.png(32, 32, chance.nextInt(256)));
            }
        }
        Files.write(folder.resolve("photos.zip"), Hostile.zip(pictures));
        StringBuilder table = new StringBuilder("width,height,colour,kind\n");
        for (int i = 0; i < 60; i++) {
            double width = 1 + i % 3 + 0.25 * chance.nextDouble();
            table.append(width).append(',').append(2 + chance.nextDouble()).append(i % 2 == 0 ? ",red," : ",blue,");
            table.append(i % 3 == 0 ? "small\n" : "large\n");
        }
        Files.writeString(folder.resolve("table.csv"), table);
        Files.writeString(folder.resolve("points.csv"), "0,0\n1,0\n0,1\n1,1\n");
        Map<String, byte[]> arrays = new LinkedHashMap<>();
        split(arrays, "train", 60, chance);
        split(arrays, "test", 40, chance);
        Path npz = folder.resolve("arrays.npz");
        Files.write(npz, Hostile.zip(arrays));
        Path run = Path.of(shell.run("train", "--data", "npz:" + npz, "--net", "mlp:512", "--epochs", 1, "--json")
                .json()
                .get("folder")
                .asText());
        weights(run.resolve("initial.safetensors"), "first.npz");
        weights(run.resolve("final.safetensors"), "weights.npz");
        try (CompilationUnit unit = new CompilationUnit();
                QualifiedName name = new QualifiedName("__torch__.torch.nn.modules.linear.Linear");
                JitModule linear = new JitModule(name, unit, true)) {
            linear.register_parameter("weight", torch.randn(2, FEATURES), false);
            linear.register_parameter("bias", torch.randn(2), false);
            linear.define("def forward(self, x):\n    return torch.linear(x, self.weight, self.bias)\n");
            linear.save(folder.resolve("model.pt").toString());
        }
    }

    private void weights(Path safetensors, String name) {
        Npz.write(
                folder.resolve(name),
                new TreeMap<>(Safetensors.read(safetensors).tensors()));
    }

    /** Two Gaussian classes, shifted by their label. */
    private static void split(Map<String, byte[]> arrays, String split, int n, Chance chance) {
        float[] x = new float[n * FEATURES];
        long[] y = new long[n];
        for (int i = 0; i < n; i++) {
            y[i] = i % 2;
            for (int j = 0; j < FEATURES; j++) {
                x[i * FEATURES + j] = (float) (chance.nextGaussian() + y[i]);
            }
        }
        arrays.put("x_" + split + ".npy", Hostile.npy("<f4", "(" + n + ", " + FEATURES + ")", Hostile.floats(x)));
        arrays.put("y_" + split + ".npy", Hostile.npy("<i8", "(" + n + ",)", Hostile.longs(y)));
    }
}
