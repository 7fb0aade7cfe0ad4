package dev.shatter.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.slf4j.spi.SLF4JServiceProvider;

/** The import rules of docs/architecture.md that only this module can check, over all modules. */
class SparkArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.shatter");

    @Test
    void sparkIsNamedHereOnly() {
        assertThat(CLASSES.contain(SparkExecutor.class)).isTrue();
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.shatter.spark..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.spark..", "scala..", "dev.shatter.spark..")
                .check(CLASSES);
    }

    @Test
    void thisModuleImportsTheLabByItsFrontDoor() {
        classes()
                .that()
                .resideInAPackage("dev.shatter.spark..")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages(
                        "dev.shatter.torch..",
                        "dev.shatter.network..",
                        "dev.shatter.train..",
                        "dev.shatter.measure..",
                        "dev.shatter.app..",
                        "org.bytedeco..")
                .check(CLASSES);
    }

    @Test
    void oneLoggingBindingWithSparkOnTheClassPath() {
        assertThat(ServiceLoader.load(SLF4JServiceProvider.class)).hasSize(1);
    }
}
