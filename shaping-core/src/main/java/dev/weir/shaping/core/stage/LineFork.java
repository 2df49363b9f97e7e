package dev.weir.shaping.core.stage;

import dev.weir.shaping.Direction;

/** Sends a packet on to the line of its direction, under all rules. */
public final class LineFork extends Stage {
    private Stage download;
    private Stage upload;

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

    /**
     * Changes the line of a direction.
     *
     * @param direction the direction
     * @param first the first stage of its line from now on
     */
    public void line(Direction direction, Stage first) {
        if (direction == Direction.INCOMING) {
            download = first;
        } else {
            upload = first;
        }
    }

    @Override
    public void accept(int packet, long nowNanos) {
        Stage line = space.packets.direction(packet) == Direction.INCOMING ? download : upload;
        line.accept(packet, nowNanos);
    }
}
