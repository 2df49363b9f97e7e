package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlotTest {
    @Test
    void names_the_root_of_a_failure() {
        Throwable failure = new InternalError(new IllegalStateException("wrapped", new UnsatisfiedLinkError("libawt")));
        assertThat(new Plot.CannotDraw(failure))
                .hasMessage("this Java has no fonts or no graphics library (java.lang.UnsatisfiedLinkError: libawt)");
    }
}
