package dev.weir.capture.relay;

import dev.weir.shaping.DataSize;

/** A place in a stream: behind so many bytes, or behind a sequence of bytes. Immutable. */
final class Mark {
    private static final int[] NONE = {};

    private final String text;
    private final long count;
    private final byte[] pattern;
    /** How much of the pattern still matches when the byte behind so much of it does not [Knuth, Morris, Pratt 1977]. */
    private final int[] fallback;

    private Mark(String text, long count, byte[] pattern, int[] fallback) {
        this.text = text;
        this.count = count;
        this.pattern = pattern;
        this.fallback = fallback;
    }

    static Mark of(DataSize size) {
        if (size.bytes() < 1) {
            throw new IllegalArgumentException("size must be at least 1 byte: " + size);
        }
        return new Mark(size.toString(), size.bytes(), new byte[0], NONE);
    }

    static Mark of(byte[] pattern, String text) {
        if (pattern.length == 0) {
            throw new IllegalArgumentException("pattern must not be empty");
        }
        byte[] own = pattern.clone();
        int[] fallback = new int[own.length];
        int matched = 0;
        for (int i = 1; i < own.length; i++) {
            while (matched > 0 && own[i] != own[matched]) {
                matched = fallback[matched - 1];
            }
            if (own[i] == own[matched]) {
                matched++;
            }
            fallback[i] = matched;
        }
        return new Mark(text, 0, own, fallback);
    }

    /** Looks for the mark in one stream. */
    Watch watch() {
        return new Watch();
    }

    /** How far one stream is. Not thread-safe. */
    final class Watch {
        private long passed;
        private int matched;

        /** How many of the next bytes there are up to the mark, it included; all of them if it is not among them. */
        int upTo(byte[] bytes, int offset, int length) {
            if (count > 0) {
                return (int) Math.min(length, Math.max(1, count - passed));
            }
            int state = matched;
            for (int i = 0; i < length; i++) {
                state = next(state, bytes[offset + i]);
                if (state == pattern.length) {
                    return i + 1;
                }
            }
            return length;
        }

        /** Bytes have passed; whether the mark is reached, as the last of them or among them. */
        boolean passed(byte[] bytes, int offset, int length) {
            passed += length;
            if (count > 0) {
                return passed >= count;
            }
            for (int i = 0; i < length; i++) {
                matched = next(matched, bytes[offset + i]);
                if (matched == pattern.length) {
                    return true;
                }
            }
            return false;
        }

        private int next(int state, byte value) {
            int length = state;
            while (length > 0 && (length == pattern.length || pattern[length] != value)) {
                length = fallback[length - 1];
            }
            return pattern[length] == value ? length + 1 : 0;
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
