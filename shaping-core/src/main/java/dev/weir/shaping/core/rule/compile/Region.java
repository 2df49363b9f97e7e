package dev.weir.shaping.core.rule.compile;

import java.util.ArrayList;
import java.util.List;

/**
 * Where, among the packets of one way, a condition may hold or may do something that is noticed. Immutable.
 *
 * @param boxes the region, a union
 * @param exact whether the condition holds in all of it
 * @param asks whether asking the condition may be noticed
 */
record Region(List<Box> boxes, boolean exact, boolean asks) {
    /** The most boxes of a region; beyond that it is taken to be larger than it is. */
    static final int MAX_BOXES = 64;

    static final Region NOTHING = new Region(List.of(), true, false);
    static final Region EVERYTHING = new Region(List.of(Box.ALL), true, false);

    static Region of(List<Box> boxes) {
        return boxes.size() > MAX_BOXES
                ? new Region(List.of(hull(boxes)), false, false)
                : new Region(boxes, true, false);
    }

    static Region unknown(boolean silent) {
        return new Region(EVERYTHING.boxes, false, !silent);
    }

    private static Box hull(List<Box> boxes) {
        Box hull = boxes.get(0);
        for (Box box : boxes) {
            hull = hull.hull(box);
        }
        return hull;
    }

    /** For a condition that asks the other one only where this one holds. */
    Region then(Region other) {
        List<Box> both = new ArrayList<>();
        for (Box mine : boxes) {
            for (Box its : other.boxes) {
                Box common = mine.intersection(its);
                if (common != null) {
                    both.add(common);
                }
            }
            if (both.size() > MAX_BOXES) {
                return new Region(boxes, false, asks || other.asks);
            }
        }
        return new Region(List.copyOf(both), exact && other.exact, asks || other.asks && !both.isEmpty());
    }

    /** For a condition that asks the other one only where this one does not hold. */
    Region or(Region other) {
        List<Box> either = new ArrayList<>(boxes);
        either.addAll(other.boxes);
        Region union = of(List.copyOf(either));
        return new Region(union.boxes, union.exact && exact && other.exact, asks || other.asks);
    }

    /** The same region, of boxes that fit into tables well. */
    Region inPieces() {
        List<Box> pieces = new ArrayList<>();
        boxes.forEach(box -> pieces.addAll(box.pieces()));
        return pieces.size() == boxes.size() ? this : new Region(List.copyOf(pieces), exact, asks);
    }
}
