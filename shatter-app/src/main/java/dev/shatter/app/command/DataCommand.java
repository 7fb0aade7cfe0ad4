package dev.shatter.app.command;

import dev.shatter.app.Console;
import dev.shatter.app.LabProgress;
import dev.shatter.app.PlainFormat;
import dev.shatter.app.TextTable;
import dev.shatter.core.BadInput;
import dev.shatter.core.Home;
import dev.shatter.core.Variant;
import dev.shatter.corrupt.LabelCorruption;
import dev.shatter.corrupt.LabelCorruptions;
import dev.shatter.corrupt.PixelCorruptions;
import dev.shatter.data.Column;
import dev.shatter.data.DataSource;
import dev.shatter.data.Dataset;
import dev.shatter.data.describe.ContactSheet;
import dev.shatter.data.describe.Description;
import dev.shatter.data.published.Published;
import dev.shatter.data.store.DataStore;
import dev.shatter.data.store.Datasets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists, describes and fetches data. The model for further commands: parse, call a room, print both ways. */
@Command(name = "data", description = "list data sets, describe one, download one")
final class DataCommand {
    /** Columns of a contact sheet: about the width of a page at 28 pixels a sample. */
    private static final int COLUMNS = 20;

    @Command(name = "list", description = "list the data sets and formats, or say everything about one")
    void list(
            @Mixin Output output,
            @Parameters(paramLabel = "NAME", arity = "0..1", description = "the entry to show") @Nullable String name) {
        CatalogueView.show(output.console(), Datasets.CATALOGUE, name, "where", DataCommand::where);
    }

    @Command(
            name = "describe",
            description = "print a data set's shape, classes, balance, mean and deviation, and its duplicates")
    void describe(
            @Mixin Output output,
            @Parameters(paramLabel = "REF", description = "a reference such as mnist or csv:FILE,label=COL") String ref,
            @Option(names = "-o", paramLabel = "FILE.png", description = "write a contact sheet, a row a class")
                    @Nullable
                    Path sheet,
            @Option(
                            names = "--corruptions",
                            paramLabel = "FILE.png",
                            description = "write a contact sheet, a row a corruption of labels or pixels")
                    @Nullable
                    Path corruptions,
            @Option(
                            names = "--seed",
                            paramLabel = "N",
                            defaultValue = "1",
                            description = "seed of the corruptions shown (default: ${DEFAULT-VALUE})")
                    long seed) {
        Console console = output.console();
        Dataset data = open(console, ref);
        Variant reference = Datasets.parse(ref);
        List<Column> columns = Datasets.CATALOGUE.get(reference).columns(reference);
        if (sheet != null) {
            ContactSheet.write(ContactSheet.ofClasses(data, COLUMNS), png(sheet));
        }
        if (corruptions != null) {
            ContactSheet.write(
                    ContactSheet.ofCorruptions(data, corrupted(data, seed), COLUMNS, Integer.MAX_VALUE),
                    png(corruptions));
        }
        Description found = Description.of(data);
        print(console, data, found);
        print(console, columns);
        Map<String, Object> json = json(data, found);
        if (!columns.isEmpty()) {
            json.put("columns", columns);
        }
        console.json(json);
    }

    @Command(name = "get", description = "download a published data set, or take in a copy you have")
    void get(
            @Mixin Output output,
            @Parameters(paramLabel = "NAME", description = "its name, see 'data list'") String name,
            @Option(
                            names = "--from",
                            paramLabel = "PATH",
                            description = "a folder with the published files, or the file itself if there is only one")
                    @Nullable
                    Path from) {
        Console console = output.console();
        if (!(Datasets.CATALOGUE.get(name) instanceof Published published)) {
            throw BadInput.in("data set '" + name + "'", "is not one to get", "name one that 'data list' marks 'get'");
        }
        if (from != null) {
            published.take(Home.path(), from);
        } else if (published.folder(Home.path()).isEmpty()) {
            console.note(
                    "getting " + name + ", about " + published.megabytes() + " MB; licence: " + published.licence());
            LabProgress progress = new LabProgress(console);
            published.get(Home.path(), progress::data);
            progress.finish();
        }
        Path folder = published.folder(Home.path()).orElseThrow();
        console.line(name + " is in " + folder);
        console.json(Map.of("name", name, "folder", folder.toString()));
    }

    @Command(
            name = "moved",
            description =
                    "say where data lie now that a reference of stored runs names elsewhere; they must be the same")
    void moved(
            @Mixin Output output,
            @Parameters(paramLabel = "OLD", description = "the reference that runs and specs name") String from,
            @Parameters(paramLabel = "NEW", description = "a reference to the same data in their new place") String to,
            @Option(
                            names = "--hash",
                            paramLabel = "HASH",
                            description = "content hash of the data, where no decoded copy of the old ones is kept")
                    @Nullable
                    String hash) {
        Console console = output.console();
        LabProgress progress = new LabProgress(console);
        Dataset data;
        try {
            data = new DataStore(Home.path(), progress::data).moved(Datasets.parse(from), Datasets.parse(to), hash);
        } finally {
            progress.finish();
        }
        console.line(from + " is now " + to + ", with the same content: " + data.hash());
        console.json(Map.of("from", from, "to", to, "hash", data.hash()));
    }

    private static void print(Console console, List<Column> columns) {
        if (columns.isEmpty()) {
            return;
        }
        console.line("");
        TextTable table = TextTable.of("column", "use", "kind", "different", "lowest", "highest", "missing", "example");
        for (Column column : columns) {
            table.row(
                    column.name(),
                    column.use(),
                    column.kind(),
                    column.different() > 1000 ? "> 1,000" : column.different() == 0 ? "" : count(column.different()),
                    Double.isNaN(column.low()) ? "" : PlainFormat.of("%.6g", column.low()),
                    Double.isNaN(column.high()) ? "" : PlainFormat.of("%.6g", column.high()),
                    count(column.missing()),
                    column.example().length() > 24 ? column.example().substring(0, 23) + "…" : column.example());
        }
        console.table(table);
    }

    private static Dataset open(Console console, String reference) {
        LabProgress progress = new LabProgress(console);
        try {
            return new DataStore(Home.path(), progress::data).open(reference);
        } finally {
            progress.finish();
        }
    }

    private static String where(DataSource source) {
        if (source instanceof Published published) {
            return published.folder(Home.path()).isPresent() ? "here" : "get, " + published.megabytes() + " MB";
        }
        return !source.paths().isEmpty() ? "your files" : source.cached() ? "bundled" : "made";
    }

    private static Path png(Path file) {
        if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
            throw BadInput.in(file, "is not the name of a PNG file", "end it in .png");
        }
        return file;
    }

    /** Every corruption of the catalogues, partial ones at one half. */
    private static Map<String, Dataset> corrupted(Dataset data, long seed) {
        Map<String, Dataset> versions = new LinkedHashMap<>();
        for (LabelCorruption corruption : LabelCorruptions.CATALOGUE.entries()) {
            String labels = corruption.example();
            versions.put(
                    "labels " + labels, LabelCorruptions.apply(data, LabelCorruptions.CATALOGUE.parse(labels), seed));
        }
        for (String pixels : PixelCorruptions.CATALOGUE.names()) {
            if (!pixels.equals("true")) {
                versions.put(
                        "pixels " + pixels,
                        PixelCorruptions.apply(data, PixelCorruptions.CATALOGUE.parse(pixels), seed));
            }
        }
        return versions;
    }

    private static void print(Console console, Dataset data, Description found) {
        console.line("data set    " + found.name());
        console.line("samples     " + count(data.train().count()) + " for training, "
                + count(data.test().count()) + " for testing");
        console.line("shape       " + found.shape() + ", " + found.type().name().toLowerCase(Locale.ROOT));
        console.line(PlainFormat.of(
                "values      mean %.4f, standard deviation %.4f, from %.4g to %.4g (training; bytes count as value /"
                        + " 255)",
                found.pixels().mean(),
                found.pixels().deviation(),
                found.pixels().low(),
                found.pixels().high()));
        console.line(PlainFormat.of(
                "balance     %.4f (entropy of the training labels over ln %d)",
                found.balance(), found.classes().size()));
        console.line("duplicates  " + count(found.duplicates().train()) + " in training, "
                + count(found.duplicates().test()) + " in testing, "
                + count(found.duplicates().across()) + " test samples that are in training, of these "
                + count(found.duplicates().acrossConflicting()) + " with another label");
        console.line("origin      " + found.origin().words());
        console.line("hash        " + found.hash());
        console.line("");
        TextTable table = TextTable.of("class", "training", "test", "name");
        for (int k = 0; k < found.classes().size(); k++) {
            table.row(
                    k,
                    count(found.trainPerClass()[k]),
                    count(found.testPerClass()[k]),
                    found.classes().get(k));
        }
        console.table(table);
    }

    private static Map<String, Object> json(Dataset data, Description found) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", found.name());
        json.put("hash", found.hash());
        json.put("shape", found.shape().toString());
        json.put("type", found.type().name().toLowerCase(Locale.ROOT));
        json.put("classes", found.classes());
        json.put("train", data.train().count());
        json.put("test", data.test().count());
        json.put("trainPerClass", Arrays.stream(found.trainPerClass()).boxed().toList());
        json.put("testPerClass", Arrays.stream(found.testPerClass()).boxed().toList());
        json.put("balance", found.balance());
        json.put("values", found.pixels());
        json.put("duplicates", found.duplicates());
        json.put("origin", found.origin());
        return json;
    }

    private static String count(long number) {
        return PlainFormat.of("%,d", number);
    }
}
