package dev.weir.capture.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.shaping.DataSize;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Marks in streams that come in pieces. */
class MarkTest {
    /** Where the first occurrence ends, found by looking everywhere; the length of the text if there is none. */
    private static int naive(byte[] text, byte[] pattern) {
        for (int end = pattern.length; end <= text.length; end++) {
            if (Arrays.equals(text, end - pattern.length, end, pattern, 0, pattern.length)) {
                return end;
            }
        }
        return -1;
    }

    /** The same in pieces: what may pass is asked for, then passed, at times less than all of it. */
    private static int inPieces(Mark mark, byte[] text, Random random) {
        Mark.Watch watch = mark.watch();
        int at = 0;
        while (at < text.length) {
            int piece = Math.min(text.length - at, 1 + random.nextInt(5));
            int most = watch.upTo(text, at, piece);
            int taken = 1 + random.nextInt(most);
            boolean reached = watch.passed(text, at, taken);
            at += taken;
            if (reached) {
                return at;
            }
        }
        return -1;
    }

    @Test
    void findsPatternsHoweverTheStreamIsCut() {
        Random random = new Random(4);
        int found = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] text = letters(random, random.nextInt(40));
            byte[] pattern = letters(random, 1 + random.nextInt(6));
            int expected = naive(text, pattern);
            found += expected < 0 ? 0 : 1;
            assertThat(inPieces(Mark.of(pattern, "pattern"), text, random)).isEqualTo(expected);
        }
        assertThat(found).isBetween(5_000, 19_000);
    }

    private static byte[] letters(Random random, int length) {
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = (byte) (random.nextInt(3) == 0 ? 'b' : 'a');
        }
        return text;
    }

    @Test
    void countsBytesHoweverTheStreamIsCut() {
        Random random = new Random(5);
        for (int i = 0; i < 2_000; i++) {
            byte[] text = new byte[random.nextInt(60)];
            int count = 1 + random.nextInt(60);
            int expected = count <= text.length ? count : -1;
            assertThat(inPieces(Mark.of(DataSize.ofBytes(count)), text, random)).isEqualTo(expected);
        }
    }

    @Test
    void refusesMarksThatAreNowhere() {
        assertThatThrownBy(() -> Mark.of(DataSize.ofBytes(0))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Mark.of(new byte[0], "")).isInstanceOf(IllegalArgumentException.class);
    }
}
