package dev.weir.shaping;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.weir.shaping");

    @Test
    void sees_the_classes_of_the_module() {
        assertThat(CLASSES.contain(Packet.class)).isTrue();
        assertThat(CLASSES.contain(ArchitectureTest.class)).isFalse();
    }

    @Test
    void depends_on_the_jdk_and_nullness_annotations_alone() {
        classes()
                .that(resideInAPackage("dev.weir.shaping.."))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.weir.shaping..", "java..", "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void keeps_impairments_and_lookups_apart() {
        noClasses()
                .that()
                .resideInAPackage("..impair")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..lookup")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("..lookup")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..impair")
                .check(CLASSES);
    }

    @Test
    void leaves_nouns_free_of_lookups() {
        noClasses()
                .that()
                .resideInAPackage("dev.weir.shaping")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..lookup")
                .check(CLASSES);
    }
}
