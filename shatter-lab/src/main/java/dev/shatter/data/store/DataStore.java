package dev.shatter.data.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.shatter.core.AtomicFiles;
import dev.shatter.core.BadInput;
import dev.shatter.core.Json;
import dev.shatter.core.Variant;
import dev.shatter.data.DataSource;
import dev.shatter.data.Dataset;
import dev.shatter.data.Origin;
import dev.shatter.data.Progress;
import dev.shatter.data.Samples;
import dev.shatter.data.Shape;
import dev.shatter.data.Split;
import dev.shatter.data.published.Published;
import dev.shatter.torch.HostArray;
import dev.shatter.torch.Safetensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Opens data by reference, decoding each only once: the result is kept as a memory-mapped file under
 * {@code <home>/cache/data}.
 *
 * <p>A cache file is a safetensors file of the tensors {@code train.inputs}, {@code train.labels}, {@code test.inputs} and
 * {@code test.labels}, with name, classes, content hash and a CRC-32C over all of it in its metadata. It belongs to the
 * reference's text and the content of the files behind it ({@link CacheKey}); it is written as one act under a file lock, so two processes decode
 * once and a kill leaves nothing that is read; a damaged one is made again.
 */
public final class DataStore {
    /** Raised when the layout of cache files changes. */
    private static final String FORMAT = "3";

    private static final String ENDING = ".safetensors";

    private static final String CHECKSUM = "crc32c";

    /** File locks are held by the whole process: its threads need a lock of their own. */
    private static final Map<Path, Object> IN_PROCESS = new ConcurrentHashMap<>();

    private final Path home;
    private final Progress progress;

    public DataStore(Path home) {
        this(home, Progress.SILENT);
    }

    public DataStore(Path home, Progress progress) {
        this.home = home.toAbsolutePath().normalize();
        this.progress = progress;
    }

    /** Opens what a reference names. */
    public Dataset open(String reference) {
        return open(Datasets.parse(reference));
    }

    /**
     * Opens data; from the cache if they are there.
     *
     * @throws BadInput if the data cannot be found or read, or the cache cannot be written
     */
    public Dataset open(Variant variant) {
        Optional<Moved> moved = Moved.find(home, variant);
        if (moved.isPresent()) {
            return elsewhere(variant, moved.get());
        }
        DataSource source = Datasets.CATALOGUE.get(variant);
        if (!source.cached()) {
            return source.read(variant, home, progress);
        }
        Path cache = cacheFolder().resolve(CacheKey.of(source, variant, home, FORMAT) + ENDING);
        Optional<Dataset> cached = load(cache, variant);
        return cached.isPresent() ? cached.get() : build(source, variant, cache);
    }

    /**
     * Downloads a published set, or takes it from a copy.
     *
     * @param from folder or file with a copy; null to download
     * @return what was asked for
     */
    public Published get(String name, @Nullable Path from) {
        if (!(Datasets.CATALOGUE.get(name) instanceof Published set)) {
            throw BadInput.in("data set '" + name + "'", "needs no download", "use it as it is");
        }
        if (from == null) {
            set.get(home, progress);
        } else {
            set.take(home, from);
        }
        return set;
    }

    private Dataset build(DataSource source, Variant variant, Path cache) {
        Path lockFile = cache.resolveSibling("." + cache.getFileName() + ".lock");
        synchronized (IN_PROCESS.computeIfAbsent(lockFile, k -> new Object())) {
            try {
                Files.createDirectories(lockFile.getParent());
            } catch (IOException e) {
                throw AtomicFiles.unwritable(lockFile, e);
            }
            try (FileChannel channel = FileChannel.open(
                            own(lockFile),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            LinkOption.NOFOLLOW_LINKS);
                    FileLock lock = channel.lock()) {
                // Another process may have built it while this one waited.
                Optional<Dataset> cached = lock.isValid() ? load(cache, variant) : Optional.empty();
                if (cached.isPresent()) {
                    return cached.get();
                }
                Dataset made = source.read(variant, home, progress);
                progress.at("writing the cache", 0, 0);
                removeOlder(cache);
                AtomicFiles.sweepOf(cache);
                AtomicFiles.sweepAbandoned(cacheFolder());
                save(made, cache);
                return load(cache, variant).orElse(made);
            } catch (IOException e) {
                throw AtomicFiles.unwritable(lockFile, e);
            }
        }
    }

    /**
     * Notes that the data of a reference lie elsewhere now.
     *
     * @param from the reference that specs and runs name
     * @param to a reference to the same data in their new place
     * @param hash content hash of the data, as {@code data describe} and a run's record say it; null where a decoded copy is
     *     kept here, which knows it
     * @throws BadInput if the hash is not known, or the data at the new place have another
     */
    public Dataset moved(Variant from, Variant to, @Nullable String hash) {
        String where = "data set '" + from.text() + "'";
        String known = hash != null ? hash : knownHash(from).orElse("");
        if (known.isEmpty()) {
            throw BadInput.in(
                    where,
                    "has left no copy here that tells its content hash",
                    "give --hash, as its runs and 'data describe' say it");
        }
        Dataset data = open(to);
        if (!data.hash().equals(known)) {
            throw BadInput.in(
                    where,
                    "has content hash " + known + ", but what " + to.text() + " names has " + data.hash(),
                    "name the same data");
        }
        new Moved(to.text(), known).write(home, from);
        return data;
    }

    private Dataset elsewhere(Variant variant, Moved moved) {
        Dataset data = open(moved.to());
        if (!data.hash().equals(moved.hash())) {
            throw BadInput.in(
                    moved.to(),
                    "is no longer what was moved there: its content hash is " + data.hash() + ", not " + moved.hash(),
                    "bring the data back, or say 'shatter data moved' again");
        }
        return new Dataset(
                Datasets.CATALOGUE.brief(variant),
                data.classes(),
                data.train(),
                data.test(),
                data.hash(),
                data.origin());
    }

    /** The content hash of a reference whose files may be gone, from a copy decoded earlier. */
    private Optional<String> knownHash(Variant variant) {
        if (!Files.isDirectory(cacheFolder())) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> copies =
                Files.newDirectoryStream(cacheFolder(), CacheKey.ofReference(variant) + "*" + ENDING)) {
            for (Path copy : copies) {
                Optional<Dataset> data = load(copy, variant);
                if (data.isPresent()) {
                    return Optional.of(data.get().hash());
                }
            }
        } catch (IOException e) {
            throw BadInput.in(cacheFolder().toString(), "cannot be listed", "give yourself read access", e);
        }
        return Optional.empty();
    }

    private Path cacheFolder() {
        return home.resolve("cache").resolve("data");
    }

    /** Removes copies made from earlier states of the same files. */
    private static void removeOlder(Path cache) throws IOException {
        String file = cache.getFileName().toString();
        String reference = file.substring(0, file.lastIndexOf('-') + 1);
        try (DirectoryStream<Path> siblings = Files.newDirectoryStream(cache.getParent())) {
            for (Path sibling : siblings) {
                String name = sibling.getFileName().toString();
                if (name.startsWith(reference) && name.endsWith(ENDING)) {
                    Files.deleteIfExists(
                            Files.isDirectory(sibling, LinkOption.NOFOLLOW_LINKS) ? own(sibling) : sibling);
                }
            }
        }
    }

    /**
     * A file of the cache that is about to be opened or removed.
     *
     * @throws BadInput if something else stands there: a pipe would be waited for, a link leads elsewhere, a folder holds what
     *     nobody asked to remove
     */
    private static Path own(Path file) {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw BadInput.in(file, "stands where the cache needs a file", "move it elsewhere");
        }
        return file;
    }

    private static void save(Dataset data, Path cache) {
        Map<String, HostArray> tensors = new TreeMap<>();
        tensors.put("train.inputs", inputs(data.train()));
        tensors.put(
                "train.labels", HostArray.of(data.train().labels(), data.train().count()));
        tensors.put("test.inputs", inputs(data.test()));
        tensors.put(
                "test.labels", HostArray.of(data.test().labels(), data.test().count()));
        Map<String, String> about = new TreeMap<>(Map.of(
                "name", data.name(),
                "classes", Json.canonical(data.classes()),
                "hash", data.hash(),
                "origin", Json.canonical(data.origin())));
        about.put(CHECKSUM, checksum(tensors, about));
        new Safetensors(tensors, about).write(cache);
    }

    private static HostArray inputs(Split split) {
        Samples inputs = split.inputs();
        List<Integer> shape = new ArrayList<>(List.of(inputs.count()));
        shape.addAll(inputs.shape().sizes());
        HostArray.Type type = inputs.type() == Samples.Type.U8 ? HostArray.Type.U8 : HostArray.Type.F32;
        return new HostArray(type, shape, inputs.buffer());
    }

    /** The data of a cache file; empty if there is none or it is not whole. */
    private static Optional<Dataset> load(Path cache, Variant variant) {
        if (!Files.isRegularFile(cache, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            Safetensors file = Safetensors.map(cache);
            Map<String, String> about = new TreeMap<>(file.metadata());
            String written = about.remove(CHECKSUM);
            if (!checksum(file.tensors(), about).equals(written)) {
                return Optional.empty();
            }
            String[] classes = Json.mapper().readValue(about.get("classes"), String[].class);
            return Optional.of(new Dataset(
                    Datasets.CATALOGUE.brief(variant),
                    List.of(classes),
                    split(file, "train"),
                    split(file, "test"),
                    String.valueOf(about.get("hash")),
                    Json.mapper().readValue(about.get("origin"), Origin.class)));
        } catch (BadInput | JsonProcessingException | IllegalArgumentException e) {
            // Damaged or foreign: it will be made again.
            return Optional.empty();
        }
    }

    private static Split split(Safetensors file, String name) {
        HostArray inputs = file.get(name + ".inputs");
        HostArray labels = file.get(name + ".labels");
        Samples.Type type = inputs.type() == HostArray.Type.U8 ? Samples.Type.U8 : Samples.Type.F32;
        Shape shape = new Shape(inputs.shape().subList(1, inputs.shape().size()));
        int[] classes = new int[labels.count()];
        labels.view().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(classes);
        return new Split(new Samples(type, shape, inputs.shape().get(0), inputs.data()), classes);
    }

    /** CRC-32C over all there is beside it: metadata, names, types, shapes, bytes; as fast as memory delivers. */
    private static String checksum(Map<String, HostArray> tensors, Map<String, String> about) {
        CRC32C crc = new CRC32C();
        crc.update(Json.canonical(about).getBytes(StandardCharsets.UTF_8));
        for (Map.Entry<String, HostArray> tensor : new TreeMap<>(tensors).entrySet()) {
            crc.update((tensor.getKey() + tensor.getValue()).getBytes(StandardCharsets.UTF_8));
            ByteBuffer data = tensor.getValue().view();
            crc.update(data);
        }
        return Long.toHexString(crc.getValue());
    }
}
