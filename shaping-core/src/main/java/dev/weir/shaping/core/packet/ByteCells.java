package dev.weir.shaping.core.packet;

import java.util.Arrays;

/**
 * Byte storage in cells of a few sizes, named by int.
 *
 * <p>Not thread-safe. Allocates only while its footprint grows to a new peak.
 */
final class ByteCells {
    /*
     * A slab allocator after Bonwick [1]. A chunk of CHUNK_BYTES is cut into cells of one power-of-two size; its free cells are
     * chained through their first four bytes. A size class keeps a doubly linked list of its chunks that have a free cell. A chunk
     * whose cells are all free goes back to a pool shared by all sizes, so a change in packet sizes cannot strand memory.
     *
     * A cell's name is (chunk << CELL_BITS | cell). The last chunk of a size stays with it, so that a lone packet does not carve anew.
     *
     * [1] Bonwick, The Slab Allocator: An Object-Caching Kernel Memory Allocator, USENIX Summer 1994.
     */
    static final int MIN_CELL_SHIFT = 6;
    static final int CHUNK_SHIFT = 18;
    static final int MAX_CELL_BYTES = 1 << CHUNK_SHIFT;

    private static final int CELL_BITS = CHUNK_SHIFT - MIN_CELL_SHIFT;
    private static final int CELL_MASK = (1 << CELL_BITS) - 1;
    private static final int NONE = -1;

    private int chunks;
    private byte[][] data = new byte[8][];
    private int[] shift = new int[8];
    private int[] firstFree = new int[8];
    private int[] used = new int[8];
    private int[] previous = new int[8];
    private int[] next = new int[8];
    private int poolHead = NONE;
    private final int[] partialHead = new int[CHUNK_SHIFT + 1];

    ByteCells() {
        Arrays.fill(partialHead, NONE);
    }

    static int cellShift(int length) {
        return Math.max(MIN_CELL_SHIFT, 32 - Integer.numberOfLeadingZeros(Math.max(length, 1) - 1));
    }

    int allocate(int length) {
        int cellShift = cellShift(length);
        int chunk = partialHead[cellShift];
        if (chunk == NONE) {
            chunk = carve(cellShift);
        }
        int cell = firstFree[chunk];
        int following = BigEndian.i32(data[chunk], cell << cellShift);
        firstFree[chunk] = following;
        used[chunk]++;
        if (following == NONE) {
            unlink(chunk);
        }
        return chunk << CELL_BITS | cell;
    }

    void free(int name) {
        int chunk = name >>> CELL_BITS;
        int cell = name & CELL_MASK;
        boolean wasFull = firstFree[chunk] == NONE;
        BigEndian.i32(data[chunk], cell << shift[chunk], firstFree[chunk]);
        firstFree[chunk] = cell;
        if (wasFull) {
            link(chunk);
        }
        if (--used[chunk] == 0 && (next[chunk] != NONE || previous[chunk] != NONE)) {
            unlink(chunk);
            next[chunk] = poolHead;
            poolHead = chunk;
        }
    }

    byte[] bytes(int name) {
        return data[name >>> CELL_BITS];
    }

    int bytesOf(int name) {
        return 1 << shift[name >>> CELL_BITS];
    }

    int offset(int name) {
        return (name & CELL_MASK) << shift[name >>> CELL_BITS];
    }

    private int carve(int cellShift) {
        int chunk = poolHead;
        if (chunk == NONE) {
            chunk = grow();
        } else {
            poolHead = next[chunk];
        }
        byte[] bytes = data[chunk];
        int cells = 1 << (CHUNK_SHIFT - cellShift);
        for (int i = 0; i < cells; i++) {
            BigEndian.i32(bytes, i << cellShift, i + 1 < cells ? i + 1 : NONE);
        }
        shift[chunk] = cellShift;
        firstFree[chunk] = 0;
        used[chunk] = 0;
        link(chunk);
        return chunk;
    }

    private int grow() {
        int chunk = chunks++;
        if (chunk == data.length) {
            int size = chunk * 2;
            data = Arrays.copyOf(data, size);
            shift = Arrays.copyOf(shift, size);
            firstFree = Arrays.copyOf(firstFree, size);
            used = Arrays.copyOf(used, size);
            previous = Arrays.copyOf(previous, size);
            next = Arrays.copyOf(next, size);
        }
        data[chunk] = new byte[MAX_CELL_BYTES];
        previous[chunk] = NONE;
        next[chunk] = NONE;
        return chunk;
    }

    private void link(int chunk) {
        int head = partialHead[shift[chunk]];
        previous[chunk] = NONE;
        next[chunk] = head;
        if (head != NONE) {
            previous[head] = chunk;
        }
        partialHead[shift[chunk]] = chunk;
    }

    private void unlink(int chunk) {
        if (previous[chunk] == NONE) {
            partialHead[shift[chunk]] = next[chunk];
        } else {
            next[previous[chunk]] = next[chunk];
        }
        if (next[chunk] != NONE) {
            previous[next[chunk]] = previous[chunk];
        }
        previous[chunk] = NONE;
        next[chunk] = NONE;
    }
}
