package dev.shatter.app;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.EvaluationResult;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.shatter.network.Layer;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.slf4j.spi.SLF4JServiceProvider;

/** The import rules of docs/architecture.md, over all modules. */
class ArchitectureTest {
    private static final Pattern ROOM = Pattern.compile("^dev\\.shatter\\.(\\w+)");

    private static final Pattern INNER_ROOM = Pattern.compile("^dev\\.shatter\\.\\w+(?:\\.(\\w+))?$");

    /** A room may import only rooms before it. */
    private static final List<String> BASE = List.of(
            "core",
            "stats",
            "bound",
            "concentration",
            "information",
            "physics",
            "spec",
            "run",
            "sweep",
            "report",
            "study");

    private static final List<String> LAB = List.of(
            "torch",
            "data",
            "corrupt",
            "network",
            "train",
            "curvature",
            "measure",
            "landscape",
            "kernel",
            "exact",
            "proof",
            "bayes",
            "compress",
            "certify",
            "attack",
            "generate",
            "compute",
            "experiment",
            "audit",
            "lab",
            "bench");

    private static final List<String> ROOMS =
            Stream.of(BASE, LAB, List.of("app", "spark")).flatMap(List::stream).toList();

    /** The rooms within data, in the same order of imports; the first is the package itself. */
    private static final List<String> DATA =
            List.of("", "describe", "archive", "array", "table", "picture", "synthetic", "published", "store");

    /** The rooms within measure, likewise. */
    private static final List<String> MEASURE = List.of("", "norm", "output", "sharpness", "capacity", "catalogue");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.shatter");

    @Test
    void everyPackageBelongsToAListedRoom() {
        assertThat(CLASSES.stream().map(ArchitectureTest::room).collect(Collectors.toSet()))
                .isSubsetOf(ROOMS)
                .contains("core", "app");
    }

    @Test
    void aRoomImportsOnlyRoomsBeforeIt() {
        downwards(ROOMS).check(CLASSES);
    }

    @Test
    void theOrderOfRoomsCanBeBroken() {
        // The rule sees what it should: with app first in the list, every import of another room by app breaks it.
        List<String> wrong = Stream.concat(Stream.of("app"), ROOMS.stream().filter(r -> !r.equals("app")))
                .toList();
        EvaluationResult result = downwards(wrong).evaluate(CLASSES);
        assertThat(result.getFailureReport().getDetails()).anyMatch(d -> d.contains("dev.shatter.app.Failures"));
    }

    @Test
    void roomsWithinRoomsImportOnlyThoseBeforeThem() {
        Map.of("data", DATA, "measure", MEASURE).forEach((name, inner) -> {
            JavaClasses classes = CLASSES.that(describe("are in " + name, c -> room(c).equals(name)));
            assertThat(classes.stream().map(ArchitectureTest::innerRoom).collect(Collectors.toSet()))
                    .containsExactlyInAnyOrderElementsOf(inner);
            downwards(inner, ArchitectureTest::innerRoom).check(classes);
        });
    }

    @Test
    void roomsHaveNoCycles() {
        slices().matching("dev.shatter.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyTheLabNamesNativeCode() {
        noClasses()
                .that(describe("are outside the lab", c -> !LAB.contains(room(c))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bytedeco..")
                .check(CLASSES);
        assertThat(CLASSES.stream()
                        .flatMap(c -> c.getMethods().stream())
                        .filter(m -> m.getModifiers().contains(JavaModifier.NATIVE))
                        .map(JavaMethod::getFullName))
                .isEmpty();
    }

    @Test
    void baseImportsNoTensorsAndNoCommandLine() {
        noClasses()
                .that(describe("are in base", c -> BASE.contains(room(c))))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.bytedeco..", "picocli..", "ch.qos.logback..")
                .check(CLASSES);
    }

    @Test
    void nobodyPrintsPastTheConsole() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CLASSES);
        noClasses()
                .that(describe("are not Main", c -> !c.getName().equals(Main.class.getName())))
                .should()
                .accessField(java.io.FileDescriptor.class, "out")
                .orShould()
                .accessField(java.io.FileDescriptor.class, "err")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .check(CLASSES);
        NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(CLASSES);
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        Set<String> silent = CLASSES.stream()
                .map(JavaClass::getPackage)
                .filter(p -> !p.getClasses().isEmpty())
                .filter(p -> !p.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .collect(Collectors.toSet());
        assertThat(silent)
                .as("packages without a package-info.java marked @NullMarked")
                .isEmpty();
    }

    /** A spec has no subclasses to cast to; the view of a training belongs to what trains. */
    @Test
    void nobodyElseKnowsAKindOfSpec() {
        noClasses()
                .that(describe(
                        "neither train nor describe trainings",
                        c -> !Set.of("train", "experiment", "bench").contains(room(c))
                                && !c.getName().startsWith("dev.shatter.app.command.TrainCommand")))
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("dev.shatter.train.TrainSpec")
                .check(CLASSES);
        assertThat(JavaModifier.FINAL).isIn(CLASSES.get("dev.shatter.spec.Spec").getModifiers());
    }

    @Test
    void exactlyOneLoggingBinding() {
        assertThat(ServiceLoader.load(SLF4JServiceProvider.class)).hasSize(1);
    }

    /** What a layer is, it says itself: a new layer is one class and its name in a list of room {@code network}. */
    @Test
    void nobodyOutsideNetworkAsksWhichLayerItIs() {
        List<String> questions = CLASSES.stream()
                .filter(c -> !c.getPackageName().equals(Layer.class.getPackageName()))
                .flatMap(c -> c.getCodeUnits().stream())
                .flatMap(unit -> unit.getInstanceofChecks().stream())
                .filter(check -> check.getRawType().isAssignableTo(Layer.class))
                .map(Object::toString)
                .toList();
        assertThat(questions).isEmpty();
    }

    private static ArchRule downwards(List<String> rooms) {
        return downwards(rooms, ArchitectureTest::room);
    }

    private static ArchRule downwards(List<String> rooms, Function<JavaClass, String> room) {
        return noClasses().should(new ArchCondition<JavaClass>("import a room after their own") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                int own = rooms.indexOf(room.apply(type));
                type.getDirectDependenciesFromSelf().stream()
                        .filter(d -> rooms.indexOf(room.apply(d.getTargetClass())) > own)
                        .forEach(d -> events.add(SimpleConditionEvent.satisfied(d, d.getDescription())));
            }
        });
    }

    /** The room of one of Shatter's classes, empty for others. */
    private static String room(JavaClass type) {
        Matcher matcher = ROOM.matcher(type.getPackageName());
        return matcher.find() ? matcher.group(1) : "";
    }

    /** The room within its room, empty for the room itself. */
    private static String innerRoom(JavaClass type) {
        Matcher matcher = INNER_ROOM.matcher(type.getPackageName());
        return matcher.matches() && matcher.group(1) != null ? matcher.group(1) : "";
    }
}
