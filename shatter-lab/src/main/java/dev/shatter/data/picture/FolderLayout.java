package dev.shatter.data.picture;

import dev.shatter.core.BadInput;
import dev.shatter.core.Parameter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where the class folders of an album hang: below an optional root folder, and an optional level that names the split.
 *
 * @param splitAt which element of a path names the split; -1 if none does
 * @param classAt which element of a path names the class
 * @param roles what the names of that level stand for
 */
record FolderLayout(int splitAt, int classAt, Map<String, Role> roles) {
    /** What the pictures of a split are for. */
    enum Role {
        TRAIN,
        TEST,
        LEFT_OUT
    }

    /** What becomes of a validation split beside a test split. */
    enum Validation {
        REFUSE,
        TRAIN,
        DROP;

        static Validation named(String option) {
            return valueOf(option.toUpperCase(Locale.ROOT));
        }
    }

    static final Parameter VALIDATION = Parameter.choice(
                    "val",
                    List.of("refuse", "train", "drop"),
                    "a folder val beside train and test: an error, more training pictures, or left out; without test it is"
                            + " the test split")
            .later();

    private static final Set<String> TRAIN = Set.of("train", "training");
    private static final Set<String> TEST = Set.of("test", "testing");
    private static final Set<String> VALIDATING = Set.of("val", "valid", "validation");

    /** Reads the layout off the paths of all pictures. */
    static FolderLayout of(String where, List<List<String>> pictures, Validation validation) {
        for (int depth = 0; depth < 2; depth++) {
            int at = depth;
            Set<String> names = new TreeSet<>();
            pictures.stream().filter(p -> p.size() == at + 3).forEach(p -> names.add(p.get(at)));
            if (names.stream().anyMatch(n -> TRAIN.contains(lower(n)))) {
                return new FolderLayout(at, at + 1, roles(where, names, validation));
            }
        }
        return new FolderLayout(-1, pictures.stream().mapToInt(List::size).min().orElse(2) - 2, Map.of());
    }

    private static Map<String, Role> roles(String where, Set<String> names, Validation validation) {
        boolean hasTest = names.stream().anyMatch(n -> TEST.contains(lower(n)));
        Map<String, Role> roles = new java.util.TreeMap<>();
        for (String name : names) {
            if (TRAIN.contains(lower(name))) {
                roles.put(name, Role.TRAIN);
            } else if (TEST.contains(lower(name)) || (VALIDATING.contains(lower(name)) && !hasTest)) {
                roles.put(name, Role.TEST);
            } else if (VALIDATING.contains(lower(name))) {
                if (validation == Validation.REFUSE) {
                    throw BadInput.in(
                            where,
                            "has a folder '" + name + "' beside its training and test pictures",
                            "say ,val=train to train on it too, or ,val=drop to leave it out");
                }
                roles.put(name, validation == Validation.TRAIN ? Role.TRAIN : Role.LEFT_OUT);
            }
        }
        return roles;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    boolean hasSplit() {
        return splitAt >= 0;
    }

    /** Whether a picture lies in a class folder. */
    boolean fits(List<String> picture) {
        return picture.size() == classAt + 2 && (!hasSplit() || roles.containsKey(picture.get(splitAt)));
    }

    /** Whether a folder is one of a class. */
    boolean isClass(List<String> folder) {
        return folder.size() == classAt + 1
                && !folder.get(classAt).isEmpty()
                && (!hasSplit() || roles.containsKey(folder.get(splitAt)));
    }

    /** What a picture that fits is for. */
    Role role(List<String> picture) {
        return hasSplit() ? roles.getOrDefault(picture.get(splitAt), Role.LEFT_OUT) : Role.TRAIN;
    }
}
