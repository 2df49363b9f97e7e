package dev.weir.shaping.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.shaping.Adapter;
import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import org.junit.jupiter.api.Test;

class FrameTest {
    @Test
    void copies_its_bytes_in_and_out() {
        byte[] bytes = {0x45, 1, 2};
        Frame frame = Frame.of(bytes, LinkType.RAW_IP, Direction.INCOMING);
        bytes[0] = 0;
        frame.bytes()[1] = 0;

        assertThat(frame.bytes()).containsExactly(0x45, 1, 2);
        assertThat(frame.array()).isSameAs(frame.array());
    }

    @Test
    void knows_its_length_link_type_and_direction() {
        Frame frame = Frame.of(new byte[60], 1_514, LinkType.ETHERNET, Direction.OUTGOING);

        assertThat(frame.capturedLength()).isEqualTo(60);
        assertThat(frame.length()).isEqualTo(1_514);
        assertThat(frame.linkType()).isEqualTo(LinkType.ETHERNET);
        assertThat(frame.direction()).isEqualTo(Direction.OUTGOING);
        assertThat(frame).hasToString("outgoing ETHERNET frame, 60 of 1514 bytes");
    }

    @Test
    void is_whole_without_a_length() {
        Frame frame = Frame.of(new byte[3], LinkType.RAW_IP, Direction.INCOMING);

        assertThat(frame.length()).isEqualTo(3);
        assertThat(frame.capturedLength()).isEqualTo(3);
    }

    @Test
    void equals_by_content() {
        Frame frame = Frame.of(new byte[] {1, 2}, 9, LinkType.LOOP, Direction.INCOMING);

        assertThat(frame)
                .isEqualTo(Frame.of(new byte[] {1, 2}, 9, LinkType.LOOP, Direction.INCOMING))
                .hasSameHashCodeAs(Frame.of(new byte[] {1, 2}, 9, LinkType.LOOP, Direction.INCOMING))
                .isNotEqualTo(Frame.of(new byte[] {1, 3}, 9, LinkType.LOOP, Direction.INCOMING))
                .isNotEqualTo(Frame.of(new byte[] {1, 2}, 8, LinkType.LOOP, Direction.INCOMING))
                .isNotEqualTo(Frame.of(new byte[] {1, 2}, 9, LinkType.RAW_IP, Direction.INCOMING))
                .isNotEqualTo(Frame.of(new byte[] {1, 2}, 9, LinkType.LOOP, Direction.OUTGOING))
                .isNotEqualTo(frame.adapter(new Adapter(1, "eth0")))
                .isNotEqualTo("frame");
    }

    @Test
    void comes_from_no_adapter_unless_told() {
        Adapter adapter = new Adapter(-3, "wlan0");
        Frame frame = Frame.of(new byte[] {1, 2}, 9, LinkType.LOOP, Direction.INCOMING);

        assertThat(frame.adapter()).isEqualTo(Adapter.NONE);
        assertThat(frame.adapter(adapter).adapter()).isEqualTo(adapter);
        assertThat(frame.adapter(adapter).adapter(Adapter.NONE)).isEqualTo(frame);
        assertThat(Packets.arp("10.0.0.2", "10.0.0.1").adapter(adapter).incoming())
                .isEqualTo(Packets.arp("10.0.0.2", "10.0.0.1").incoming().adapter(adapter));
    }

    @Test
    void rejects_a_length_below_the_captured_bytes() {
        assertThatThrownBy(() -> Frame.of(new byte[60], 59, LinkType.ETHERNET, Direction.INCOMING))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("length must be at least the number of captured bytes, 60: 59");
    }
}
