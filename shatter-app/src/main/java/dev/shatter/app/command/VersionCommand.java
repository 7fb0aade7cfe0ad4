package dev.shatter.app.command;

import dev.shatter.app.Build;
import dev.shatter.app.Console;
import dev.shatter.torch.Machine;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;

/** Says what this is; loads nothing native. */
@Command(name = "version", description = "say the version, what it was built with and the processor found")
final class VersionCommand implements Runnable, IVersionProvider {
    @Mixin
    private Output output;

    @Override
    public void run() {
        Console console = output.console();
        for (String line : getVersion()) {
            console.line(line);
        }
        console.json(facts());
    }

    @Override
    public String[] getVersion() {
        Map<String, Object> facts = facts();
        return new String[] {
            "shatter " + facts.get("version") + " (" + facts.get("commit") + ")",
            "libtorch " + facts.get("libtorch") + ", " + facts.get("blas"),
            "Java " + facts.get("java") + ", " + facts.get("os"),
            facts.get("processor") + ": " + String.join(" ", Machine.here().features())
        };
    }

    private static Map<String, Object> facts() {
        Machine machine = Machine.here();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("version", Build.version());
        facts.put("commit", Build.commit());
        facts.put("libtorch", Build.libtorch());
        facts.put("blas", Build.blas());
        facts.put("java", Runtime.version().toString());
        facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        facts.put("processor", machine.processor());
        facts.put("features", machine.features());
        return facts;
    }
}
