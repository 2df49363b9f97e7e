package dev.weir.shaping.core.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.shaping.core.packet.PacketSlab;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RightBitsTest {
    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-12, 1e-9, 1e-6, 1e-4, 0.01, 0.5, 1})
    void are_as_probable_as_a_power(double wrong) {
        RightBits bits = new RightBits(wrong);
        assertThat(bits.of(0)).isEqualTo(1L << RightBits.BITS);
        for (int bytes : new int[] {1, 40, 255, 256, 257, 1_500, 65_535, 65_536, 1_000_000, PacketSlab.MAX_LENGTH}) {
            assertThat(Math.scalb((double) bits.of(bytes), -RightBits.BITS))
                    .as("bytes %s", bytes)
                    .isCloseTo(Math.exp(8.0 * bytes * Math.log1p(-wrong)), within(0x1p-46));
        }
    }
}
