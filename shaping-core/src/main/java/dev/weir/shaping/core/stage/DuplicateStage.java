package dev.weir.shaping.core.stage;

import dev.weir.shaping.core.packet.PacketSlab;
import dev.weir.shaping.core.random.Draws;
import dev.weir.shaping.impair.Duplicate;

/** A stamper that lets some packets come more than once, the packet first and then its copies. Copies pass it. */
public final class DuplicateStage extends Stage {
    /*
     * A rule and a line may both copy a packet. The numbers of their copies differ, so that on the line no two of them draw the same.
     */
    /** The number of the first copy that a rule makes. */
    public static final int OF_RULE = 1;
    /** The number of the first copy that a line makes. */
    public static final int OF_LINE = OF_RULE + Duplicate.MOST_COPIES;

    private final FlowDraws draws;
    private final int firstCopy;
    private final int[] copies = new int[Duplicate.MOST_COPIES];
    private int made;
    private int copiesEach;
    private long threshold;
    private Stage next;

    /**
     * A stage.
     *
     * @param space what the stages share
     * @param duplicate which packets are copied
     * @param firstCopy the number of the first copy, {@link #OF_RULE} or {@link #OF_LINE}
     * @param draws the random numbers of the rule or line
     * @param next where packets and copies go
     */
    public DuplicateStage(StageSpace space, Duplicate duplicate, int firstCopy, FlowDraws draws, Stage next) {
        super(space);
        this.copiesEach = duplicate.copies();
        this.threshold = duplicate.probability().threshold();
        this.firstCopy = firstCopy;
        this.draws = draws;
        this.next = next;
    }

    /**
     * Changes what is done, from the next packet on.
     *
     * @param newDuplicate which packets are copied
     * @param newNext where packets and copies go
     */
    public void change(Duplicate newDuplicate, Stage newNext) {
        copiesEach = newDuplicate.copies();
        threshold = newDuplicate.probability().threshold();
        next = newNext;
    }

    /**
     * Copies a packet, or does not; to be asked once for each packet, while it is the caller's.
     *
     * @param packet its handle
     * @param nowNanos logical time
     * @return the number of copies, which are the caller's from here on: {@link #copy}
     */
    public int duplicates(int packet, long nowNanos) {
        made = 0;
        if (space.packets.copy(packet) == 0 && happens(packet)) {
            for (int i = 0; i < copiesEach; i++) {
                int copy = space.outlet.copy(packet, firstCopy + i, nowNanos);
                if (copy != PacketSlab.NONE) {
                    copies[made++] = copy;
                }
            }
        }
        return made;
    }

    private boolean happens(int packet) {
        return threshold != 0 && Draws.happens(draws.draw(packet, FlowDraws.DUPLICATE), threshold);
    }

    /**
     * A copy that was made last.
     *
     * @param index 0 or more, below their number
     * @return its handle
     */
    public int copy(int index) {
        return copies[index];
    }

    @Override
    public void accept(int packet, long nowNanos) {
        int count = duplicates(packet, nowNanos);
        next.accept(packet, nowNanos);
        for (int i = 0; i < count; i++) {
            next.accept(copies[i], nowNanos);
        }
    }
}
