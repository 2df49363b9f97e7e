package dev.weir.shaping.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessInfoTest {
    @ParameterizedTest
    @CsvSource({
        "/usr/bin/java, java",
        "C:\\Program Files\\Java\\java.exe, java.exe",
        "C:/mixed\\java.exe, java.exe",
        "C:\\mixed/java.exe, java.exe",
        "java, java",
        "/, ''",
        "C:\\dir\\, ''",
        "'', ''"
    })
    void takes_its_name_from_the_last_segment(String executable, String name) {
        assertThat(new ProcessInfo(7, executable, "", "").name()).isEqualTo(name);
    }

    @Test
    void has_no_name_when_unknown() {
        assertThat(ProcessInfo.UNKNOWN).isEqualTo(new ProcessInfo(-1, "", "", ""));
        assertThat(ProcessInfo.UNKNOWN.name()).isEmpty();
    }
}
