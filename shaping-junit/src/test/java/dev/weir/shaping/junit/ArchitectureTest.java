package dev.weir.shaping.junit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.weir.shaping.junit");

    @Test
    void depends_on_the_relay_what_it_shows_and_the_test_libraries_alone() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.weir.capture.relay",
                        "dev.weir.shaping",
                        "dev.weir.shaping.core",
                        "dev.weir.shaping.impair",
                        "dev.weir.shaping.junit",
                        "java..",
                        "org.assertj.core.api",
                        "org.jspecify..",
                        "org.junit.jupiter.api..",
                        "org.junit.platform.commons.support",
                        "org.opentest4j")
                .check(CLASSES);
    }

    @Test
    void only_assertions_need_assertj() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Assert")
                .and()
                .doNotHaveSimpleName("WeirAssertions")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.assertj..")
                .check(CLASSES);
    }
}
