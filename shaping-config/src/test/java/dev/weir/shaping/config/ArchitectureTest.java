package dev.weir.shaping.config;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.weir.shaping.config");

    @Test
    void depends_on_the_api_and_jackson_alone() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.weir.shaping",
                        "dev.weir.shaping.config",
                        "dev.weir.shaping.filter",
                        "dev.weir.shaping.impair",
                        "dev.weir.shaping.match",
                        "com.fasterxml.jackson..",
                        "java..",
                        "javax.xml.stream..",
                        "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void shows_no_class_of_jackson() {
        CLASSES.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                .forEach(method -> assertThat(method.getAllInvolvedRawTypes())
                        .as(method.getFullName())
                        .noneMatch(type -> type.getPackageName().startsWith("com.fasterxml")));
    }
}
