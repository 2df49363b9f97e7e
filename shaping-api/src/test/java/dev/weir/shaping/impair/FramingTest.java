package dev.weir.shaping.impair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FramingTest {
    @ParameterizedTest
    @CsvSource({
        "'', 1500, 1500",
        "overhead=-14, 1514, 1500",
        "overhead=-64, 40, 0",
        "overhead=24 mpu=84, 1514, 1538",
        "overhead=24 mpu=84, 60, 84",
        "overhead=24 mpu=84, 61, 85",
        "cells=atm, 48, 53",
        "cells=atm, 49, 106",
        "cells=atm, 0, 0",
        "overhead=40 cells=atm, 1500, 1749",
        "mpu=49 cells=atm, 1, 106",
        "cells=ptm, 64, 65",
        "cells=ptm, 65, 67",
        "cells=ptm, 128, 130",
        "overhead=30 cells=ptm, 1500, 1554",
        "overhead=20 cells=100+5, 1500, 1680",
        "overhead=-14 cells=100+5, 114, 105",
        "overhead=-14 cells=100+5, 115, 210",
        "cells=100-4, 150, 192",
        "cells=unpadded 100+5, 150, 160"
    })
    void counts_what_a_packet_occupies(String text, long length, long framed) {
        assertThat(Framing.parse(text).framed(length)).isEqualTo(framed);
    }

    @Test
    void equals_the_ratios_of_the_cells() {
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            Framing framing = RandomImpairments.framing(random);
            long length = random.nextInt(70_000);
            long bytes = Math.max(framing.minimum(), length + framing.overhead());
            Framing.Cells cells = framing.cells();
            long expected = bytes;
            if (cells.payload() > 0) {
                long count = BigDecimal.valueOf(bytes)
                        .divide(BigDecimal.valueOf(cells.payload()), 0, RoundingMode.CEILING)
                        .longValueExact();
                expected = (cells.padded() ? count * cells.payload() : bytes) + count * cells.overhead();
            }
            if (cells.equals(Framing.Cells.PTM)) {
                expected = BigDecimal.valueOf(bytes)
                        .multiply(new BigDecimal("1.015625"))
                        .setScale(0, RoundingMode.CEILING)
                        .longValueExact();
            }
            assertThat(framing.framed(length)).as("%s of %s", length, framing).isEqualTo(expected);
        }
    }

    @Test
    void reads_back_what_it_prints() {
        Random random = new Random(6);
        for (int i = 0; i < 10_000; i++) {
            Framing framing = RandomImpairments.framing(random);
            assertThat(Framing.parse(framing.toString())).isEqualTo(framing);
        }
        assertThat(Framing.ETHERNET).hasToString("overhead=24 B mpu=84 B");
        assertThat(Framing.NONE).hasToString("");
    }

    @Test
    void differs_between_ethernet_frames_and_ip_packets_by_the_header() {
        for (int length = 0; length <= 1500; length++) {
            assertThat(Framing.IP_ON_ETHERNET.framed(length)).isEqualTo(Framing.ETHERNET.framed(length + 14));
        }
    }

    @Test
    void refuses_other_words_and_values_out_of_range() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Framing.parse("rate=1 kbps"))
                .withMessage("unknown word \"rate\" (known: overhead, mpu, cells)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Framing(257, 0, Framing.Cells.NONE))
                .withMessage("overhead must be within -64..256 bytes: 257");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Framing(0, -1, Framing.Cells.NONE))
                .withMessage("mpu must be within 0..65535 bytes: -1");
    }
}
