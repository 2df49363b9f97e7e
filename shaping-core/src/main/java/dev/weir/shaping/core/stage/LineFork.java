package dev.weir.shaping.core.stage;

import dev.weir.shaping.Direction;

/** Sends a packet on to the line of its direction, under all rules. */
public final class LineFork extends Stage {
    private final Stage download;
    private final Stage upload;

    /**
     * A fork.
     *
     * @param space what the stages share
     * @param download the first stage of the incoming line
     * @param upload the first stage of the outgoing line
     */
    public LineFork(StageSpace space, Stage download, Stage upload) {
        super(space);
        this.download = download;
        this.upload = upload;
    }

    @Override
    public void accept(int packet, long nowNanos) {
        Stage line = space.packets.direction(packet) == Direction.INCOMING ? download : upload;
        line.accept(packet, nowNanos);
    }
}
