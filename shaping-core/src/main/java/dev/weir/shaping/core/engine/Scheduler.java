package dev.weir.shaping.core.engine;

import dev.weir.shaping.AckPolicy;
import dev.weir.shaping.ClassSharing;
import dev.weir.shaping.Direction;
import dev.weir.shaping.PriorityClass;
import dev.weir.shaping.Rate;
import dev.weir.shaping.Settings;
import dev.weir.shaping.core.packet.PacketHeaders;
import dev.weir.shaping.core.stage.ClassStage;
import dev.weir.shaping.core.stage.SenderSource;
import dev.weir.shaping.core.stage.Stage;
import dev.weir.shaping.core.stage.StageSpace;
import dev.weir.shaping.core.stage.TokenSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands between the rules and the lines: the classes of each link and direction, and the limit on everything.
 *
 * <p>Not thread-safe: the engine's own. High, normal and low traffic passes the classes and the system limit; limited, delayed, dropped and custom
 * traffic only the latter, as if it were normal. Where neither a capacity nor a limit is set there is no stage at all.
 */
final class Scheduler {
    static final int HIGH = 0;
    private static final int NORMAL = 1;
    private static final int LOW = 2;

    private static final int ACK = 0x10;
    private static final int SYN_FIN_RST = 0x07;

    private final AckPolicy acks;
    private final AdapterLinks links;
    private final Stage end;

    Scheduler(Recipe recipe, Adapters adapters, StageSpace space, SenderSource senders, Stage lines, Stage end) {
        Settings settings = recipe.settings();
        acks = settings.acks();
        this.end = end;
        Stage limit = ClassLinks.fork(
                space,
                limit(recipe, space, senders, Direction.INCOMING, lines),
                limit(recipe, space, senders, Direction.OUTGOING, lines),
                lines);
        links = new AdapterLinks(recipe, adapters, space, senders, limit);
    }

    /** Whether somebody wants to know which process sends a packet, and somebody can tell. */
    static boolean asksForSenders(Recipe recipe) {
        Settings settings = recipe.settings();
        boolean classes = !recipe.capacity().equals(Capacity.UNKNOWN)
                || !recipe.adapters().capacities().isEmpty()
                || settings.detection() != null
                || settings.systemLimit(Direction.INCOMING) != null
                || settings.systemLimit(Direction.OUTGOING) != null;
        return classes
                && settings.sharing() == ClassSharing.PER_SENDER
                && recipe.providers().knowProcesses();
    }

    private static @Nullable ClassStage limit(
            Recipe recipe, StageSpace space, SenderSource senders, Direction direction, Stage next) {
        Settings settings = recipe.settings();
        Rate limit = settings.systemLimit(direction);
        if (limit == null) {
            return null;
        }
        TokenSource buckets = recipe.shared().buckets(List.of("system", direction));
        return new ClassStage(space, limit.bitsPerSecond(), buckets, settings, senders, next);
    }

    /** Where packets of a category go when their rule's own stages are done with them. */
    Stage behind(PriorityClass category) {
        return switch (category) {
            case HIGH, NORMAL, LOW -> links.competing();
            case IGNORED -> end;
            default -> links.excluded();
        };
    }

    /** Where a packet enters the stages: its rule's own, unless it is an acknowledgement that skips them. */
    Stage entry(PriorityClass category, int band, Stage own) {
        return band == HIGH && bypasses(category) ? links.competing() : own;
    }

    /** The class under which a packet competes. */
    int band(PriorityClass category, PacketHeaders headers) {
        if (category == PriorityClass.HIGH) {
            return HIGH;
        }
        boolean boosted = acks != AckPolicy.OFF
                && (category == PriorityClass.NORMAL || category == PriorityClass.LOW || bypasses(category))
                && pureAck(headers);
        if (boosted) {
            return HIGH;
        }
        return category == PriorityClass.LOW ? LOW : NORMAL;
    }

    private boolean bypasses(PriorityClass category) {
        return acks == AckPolicy.BYPASS_LIMITS && category == PriorityClass.LIMITED;
    }

    private static boolean pureAck(PacketHeaders headers) {
        return headers.hasTcpFlags && (headers.tcpFlags & (ACK | SYN_FIN_RST)) == ACK && headers.payloadLength == 0;
    }

    AdapterLinks links() {
        return links;
    }
}
