package dev.weir.shaping.config;

import dev.weir.shaping.Direction;

/** The two halves of a priority under their published names. */
enum Side {
    DOWNLOAD("download", Direction.INCOMING),
    UPLOAD("upload", Direction.OUTGOING);

    private final String prefix;
    private final Direction direction;

    Side(String prefix, Direction direction) {
        this.prefix = prefix;
        this.direction = direction;
    }

    Direction direction() {
        return direction;
    }

    /** Such as {@code download_limit}. */
    String field(String name) {
        return prefix + "_" + name;
    }
}
