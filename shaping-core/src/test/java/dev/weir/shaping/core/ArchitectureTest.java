package dev.weir.shaping.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String CORE = "dev.weir.shaping.core";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(CORE);

    @Test
    void reads_the_main_classes() {
        assertThat(CLASSES).hasSizeGreaterThan(60).noneMatch(type -> type.getSimpleName()
                .endsWith("Test"));
    }

    @Test
    void reads_no_clock_and_never_waits() {
        noClasses()
                .that()
                .resideOutsideOfPackage(CORE + ".live")
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .check(CLASSES);
    }

    @Test
    void draws_no_random_numbers_but_its_own() {
        noClasses()
                .should()
                .callMethod(Math.class, "random")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ThreadLocalRandom.class)
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.SplittableRandom")
                .check(CLASSES);
    }

    @Test
    void has_no_cycle_of_packages() {
        slices().matching(CORE + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void depends_downward_only() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("root")
                .definedBy(CORE)
                .layer("live")
                .definedBy(CORE + ".live")
                .layer("engine")
                .definedBy(CORE + ".engine")
                .layer("middle")
                .definedBy(CORE + ".stage", CORE + ".rule..", CORE + ".account", CORE + ".recording")
                .layer("bottom")
                .definedBy(CORE + ".packet", CORE + ".wheel", CORE + ".random")
                .whereLayer("root")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("live")
                .mayOnlyBeAccessedByLayers("root")
                .whereLayer("engine")
                .mayOnlyBeAccessedByLayers("root", "live")
                .whereLayer("middle")
                .mayOnlyBeAccessedByLayers("root", "live", "engine")
                .check(CLASSES);
    }
}
