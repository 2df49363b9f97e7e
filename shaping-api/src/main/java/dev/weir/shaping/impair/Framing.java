package dev.weir.shaping.impair;

import java.util.Objects;
import java.util.StringJoiner;

/**
 * What a link sends besides the bytes of a packet. A packet of some length occupies the link for length and overhead, for the minimum if
 * that is more, and this in whole cells if the link has cells. Immutable and thread-safe; {@code toString} is read back by {@link
 * #parse}.
 *
 * <p>The length of a packet is what its source captured: a whole Ethernet frame without its check sequence, or a bare IP packet. The constants
 * for IP packets are those of Linux {@code tc-cake(8)}; for Ethernet frames subtract the 14 bytes of their header.
 *
 * @param overhead bytes added to each packet, {@value #MIN_OVERHEAD} to {@value #MAX_OVERHEAD}
 * @param minimum the fewest bytes a packet occupies, overhead included and cells not, 0 to {@value #MAX_MINIMUM}
 * @param cells how the bytes are cut
 */
public record Framing(int overhead, int minimum, Cells cells) {
    /** The least overhead, in bytes. */
    public static final int MIN_OVERHEAD = -64;

    /** The largest overhead, in bytes. */
    public static final int MAX_OVERHEAD = 256;

    /** The largest minimum, in bytes. */
    public static final int MAX_MINIMUM = 65_535;

    /** The bytes of the packet and nothing else. */
    public static final Framing NONE = new Framing(0, 0, Cells.NONE);

    /** Ethernet frames: preamble and delimiter 8, check sequence 4, gap 12 bytes; 64 bytes at least without preamble and gap (IEEE 802.3). */
    public static final Framing ETHERNET = new Framing(24, 84, Cells.NONE);

    /** IP packets on Ethernet: {@link #ETHERNET} and a header of 14 bytes ({@code ethernet} of tc-cake). */
    public static final Framing IP_ON_ETHERNET = new Framing(38, 84, Cells.NONE);

    /** IP packets on a cable modem, as providers meter them ({@code docsis} of tc-cake). */
    public static final Framing IP_ON_DOCSIS = new Framing(18, 64, Cells.NONE);

    /** IP packets on ADSL with PPPoA and VC-MUX ({@code pppoa-vcmux} of tc-cake). */
    public static final Framing IP_ON_PPPOA = new Framing(10, 0, Cells.ATM);

    /** IP packets on ADSL with PPPoE and LLC/SNAP ({@code pppoe-llcsnap} of tc-cake). */
    public static final Framing IP_ON_PPPOE_ATM = new Framing(40, 0, Cells.ATM);

    /** IP packets on VDSL2 with PPPoE ({@code pppoe-ptm} of tc-cake). */
    public static final Framing IP_ON_PPPOE_PTM = new Framing(30, 0, Cells.PTM);

    /**
     * How a link cuts what it sends: into cells of some bytes that each carry more.
     *
     * @param payload the bytes of packets in a cell, 1 to {@value #MAX_MINIMUM}; 0 for no cells
     * @param overhead the bytes that a cell adds, {@value #MIN_OVERHEAD} to {@value #MAX_OVERHEAD}, and no more than it carries if negative
     * @param padded whether the last cell is sent whole, however little it carries
     */
    public record Cells(int payload, int overhead, boolean padded) {
        /** Not at all. */
        public static final Cells NONE = new Cells(0, 0, false);

        /** Cells of 53 bytes that carry 48, the last one padded (ITU-T I.361, AAL5). */
        public static final Cells ATM = new Cells(48, 5, true);

        /** 65 bytes for every 64 (IEEE 802.3 clause 61, 64B/65B); a part of a byte counts as one. */
        public static final Cells PTM = new Cells(64, 1, false);

        /**
         * Checks the ranges.
         *
         * @param payload the bytes of packets in a cell, 0 for no cells
         * @param overhead the bytes that a cell adds
         * @param padded whether the last cell is sent whole
         * @throws IllegalArgumentException if out of range
         */
        public Cells {
            if (payload < 0 || payload > MAX_MINIMUM) {
                throw outOfRange("cells", 0, MAX_MINIMUM, String.valueOf(payload));
            }
            int least = Math.max(MIN_OVERHEAD, -payload);
            int most = payload == 0 ? 0 : MAX_OVERHEAD;
            if (overhead < least || overhead > most) {
                throw outOfRange("cell overhead", least, most, String.valueOf(overhead));
            }
            if (!padded && overhead < 0) {
                throw outOfRange("overhead of cells that are not padded", 0, most, String.valueOf(overhead));
            }
        }

        /**
         * Padded cells, as {@code tc-netem(8)} counts them.
         *
         * @param payload the bytes of packets in a cell, 1 to {@value Framing#MAX_MINIMUM}
         * @param overhead the bytes that a cell adds, {@value Framing#MIN_OVERHEAD} to {@value Framing#MAX_OVERHEAD}, and no more than it carries if negative
         * @return the cells
         * @throws IllegalArgumentException if out of range
         */
        public static Cells of(int payload, int overhead) {
            return new Cells(payload, overhead, payload > 0);
        }

        private long framed(long bytes) {
            if (payload == 0) {
                return bytes;
            }
            long cells = (bytes + payload - 1) / payload;
            return padded ? cells * (payload + overhead) : bytes + cells * overhead;
        }

        /** {@code none}, {@code atm}, {@code ptm}, or payload and overhead such as {@code 100+5}, behind {@code unpadded} if they are that. */
        @Override
        public String toString() {
            return FramingWords.name(this);
        }
    }

    /**
     * Checks the ranges.
     *
     * @param overhead bytes added to each packet, {@value #MIN_OVERHEAD} to {@value #MAX_OVERHEAD}
     * @param minimum the fewest bytes a packet occupies, 0 to {@value #MAX_MINIMUM}
     * @param cells how the bytes are cut
     * @throws IllegalArgumentException if out of range
     */
    public Framing {
        if (overhead < MIN_OVERHEAD || overhead > MAX_OVERHEAD) {
            throw outOfRange("overhead", MIN_OVERHEAD, MAX_OVERHEAD, String.valueOf(overhead));
        }
        if (minimum < 0 || minimum > MAX_MINIMUM) {
            throw outOfRange("mpu", 0, MAX_MINIMUM, String.valueOf(minimum));
        }
        Objects.requireNonNull(cells, "cells");
    }

    static IllegalArgumentException outOfRange(String name, int least, int most, String value) {
        return new IllegalArgumentException(name + " must be within " + least + ".." + most + " bytes: " + value);
    }

    /**
     * Reads words such as {@code overhead=40 B mpu=64 B cells=atm}, in any order, separated by blanks or commas. The bytes need no unit; cells
     * are {@code none}, {@code atm}, {@code ptm}, or payload and overhead of padded cells such as {@code 100+5}.
     *
     * @param text the words; blank for {@link #NONE}
     * @return the framing
     * @throws IllegalArgumentException naming the word, its value and what was expected
     */
    public static Framing parse(String text) {
        return ImpairmentText.parseFraming(text);
    }

    /**
     * What a packet occupies. Exact; wait-free and allocates nothing.
     *
     * @param length bytes of the packet, 0 or more
     * @return bytes sent for it, 0 or more
     */
    public long framed(long length) {
        long bytes = Math.max(minimum, length + overhead);
        return cells.framed(bytes);
    }

    /** The words that differ from {@link #NONE}; empty if none does. */
    @Override
    public String toString() {
        StringJoiner words = new StringJoiner(" ");
        if (overhead != 0) {
            words.add("overhead=" + overhead + " B");
        }
        if (minimum != 0) {
            words.add("mpu=" + minimum + " B");
        }
        if (!cells.equals(Cells.NONE)) {
            words.add("cells=" + cells);
        }
        return words.toString();
    }
}
