package dev.weir.shaping.core.rule;

import dev.weir.shaping.Context;
import dev.weir.shaping.Direction;
import dev.weir.shaping.MacAddress;
import dev.weir.shaping.VpnStatus;
import dev.weir.shaping.lookup.VpnStatusProvider;
import dev.weir.shaping.match.AddressName;
import dev.weir.shaping.match.EndpointSet;
import dev.weir.shaping.match.TrafficWindow;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One rule's context, as one engine sees it. The engine's thread counts; any thread may read. */
public final class RuleContext implements Context {
    private volatile String ruleName;
    private final Surroundings around;
    private final ContextState state;
    private final PassedTraffic passed;
    private final RollingSums windows;
    private SeenWindow[] seenWindows = {};

    /**
     * A context of an engine's own, which knows no names of addresses and no adapter to leave by.
     *
     * @param ruleName the entry's name
     * @param clock the engine's clock
     * @param vpn the state of the VPN
     */
    public RuleContext(String ruleName, WallClock clock, VpnStatusProvider vpn) {
        this(
                ruleName,
                new Surroundings(clock, vpn, adapter -> false, new AddressBook(), new SeenTraffic()),
                new ContextState());
    }

    /**
     * One engine's view of a context.
     *
     * @param ruleName the entry's name
     * @param around what the engine's contexts have in common
     * @param state what persists
     */
    public RuleContext(String ruleName, Surroundings around, ContextState state) {
        this.ruleName = ruleName;
        this.around = around;
        this.state = state;
        this.passed = state.traffic.join(new PassedTraffic(around.clock(), BucketWidth.values()));
        this.windows = new RollingSums(around.clock(), state.traffic);
    }

    /**
     * Counts a packet.
     *
     * @param direction its direction
     * @param length its length in bytes
     */
    public void count(Direction direction, int length) {
        passed.count(direction, length);
    }

    /**
     * Calls the rule otherwise from now on.
     *
     * @param name the entry's new name
     */
    public void rename(String name) {
        ruleName = name;
    }

    @Override
    public String ruleName() {
        return ruleName;
    }

    @Override
    public long downloaded() {
        return state.traffic.bytes(Direction.INCOMING);
    }

    @Override
    public long uploaded() {
        return state.traffic.bytes(Direction.OUTGOING);
    }

    @Override
    public long traffic(long amount, ChronoUnit unit, Direction direction) {
        return windows.get(amount, unit).bytes(direction);
    }

    @Override
    public VpnStatus vpn() {
        return around.vpn().status();
    }

    @Override
    public boolean canBind(MacAddress adapter) {
        return around.bindable().test(adapter);
    }

    @Override
    public @Nullable Object tag() {
        return state.tag.get();
    }

    @Override
    public void tag(@Nullable Object value) {
        state.tag.set(value);
    }

    @Override
    public @Nullable Object updateTag(UnaryOperator<@Nullable Object> update) {
        return state.tag.updateAndGet(update);
    }

    @Override
    public long increment(String counter) {
        AtomicLong count = state.counters.get(counter);
        if (count == null) {
            count = state.counters.computeIfAbsent(counter, name -> new AtomicLong());
        }
        return count.incrementAndGet();
    }

    @Override
    public LocalDateTime now() {
        return around.clock().now();
    }

    @Override
    public int hourOfDay() {
        return around.clock().minuteOfDay() / 60;
    }

    @Override
    public int minuteOfDay() {
        return around.clock().minuteOfDay();
    }

    @Override
    public DayOfWeek dayOfWeek() {
        return around.clock().dayOfWeek();
    }

    @Override
    public LocalDate date() {
        return around.clock().date();
    }

    @Override
    public EndpointSet addresses(AddressName name) {
        return around.addresses().get(name, around.clock());
    }

    @Override
    public long seen(TrafficWindow window) {
        SeenWindow found = seenWindow(window);
        around.seen().add(found.counts);
        return found.bytes();
    }

    private SeenWindow seenWindow(TrafficWindow window) {
        for (SeenWindow known : seenWindows) {
            if (known.is(window)) {
                return known;
            }
        }
        SeenWindow fresh = new SeenWindow(window, around.clock(), state.seen(window));
        seenWindows = Arrays.copyOf(seenWindows, seenWindows.length + 1);
        seenWindows[seenWindows.length - 1] = fresh;
        return fresh;
    }
}
