package dev.weir.shaping.junit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That the build runs these tests with the JUnit it says. */
class JUnitVersionTest {
    private static final String EXPECTED = "weir.expected.junit";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.junit.jupiter.api.Test",
                "org.junit.jupiter.engine.JupiterTestEngine",
                "org.junit.platform.launcher.Launcher",
                "org.junit.platform.testkit.engine.EngineTestKit"
            })
    @EnabledIfSystemProperty(named = EXPECTED, matches = ".+")
    void every_part_has_that_version(String type) throws ClassNotFoundException {
        String jar = Class.forName(type)
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        String version = System.getProperty(EXPECTED).replace("5.", jar.contains("platform") ? "1." : "5.");
        assertThat(jar).containsPattern("-\\Q" + version + "\\E\\.[.\\d]+\\.jar$");
    }
}
