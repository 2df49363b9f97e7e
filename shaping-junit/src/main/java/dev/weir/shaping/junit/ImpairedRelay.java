package dev.weir.shaping.junit;

import dev.weir.capture.relay.Conditions;
import dev.weir.capture.relay.Fault;
import dev.weir.capture.relay.FaultControl;
import dev.weir.capture.relay.Gate;
import dev.weir.capture.relay.Relay;
import dev.weir.capture.relay.RelayDirection;
import dev.weir.capture.relay.TimelineZero;
import dev.weir.capture.relay.Trigger;
import dev.weir.shaping.DataSize;
import dev.weir.shaping.core.ShapingReport;
import dev.weir.shaping.core.SharedLink;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.LinkProfile;
import dev.weir.shaping.impair.Timeline;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * A {@link Relay} between the code under test and its server, for a JUnit test.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final ImpairedRelay orders = ImpairedRelay.tcp(() -> server.getAddress())
 *         .download("rate=256 kbit/s delay=150 ms")
 *         .seed(42);
 *
 * @Test
 * void gives_up_when_the_server_goes_silent() {
 *     orders.cut(RelayDirection.DOWNLOAD);
 *     assertThatThrownBy(() -> new OrderClient(orders.uri("http")).fetch()).isInstanceOf(HttpTimeoutException.class);
 * }
 * }</pre>
 *
 * <p>In a static field there is one relay for all tests of the class and of its nested classes; in a field of the instance, one for each test. It opens when the first test begins, or
 * before that when its address is asked for, and is closed behind the last. A static relay is put back before and behind each test: its conditions are those set in the field again, gates are open,
 * triggers forgotten, counts zero, and connections closed unless {@link #keepConnections} is set. Tests that
 * share a relay must not run at the same time; one that would fails, and says what keeps them apart.
 *
 * <p>A test that succeeds without a connection to the relay fails, unless {@link #optional} is set: its client does not use the relay's address. To a test that fails, what the relay did is
 * attached. A test that ends with an {@link InconclusiveError} is called once more, see {@link InconclusiveRetry}; conditions are then as they were when its method was called first.
 *
 * <p>Thread-safe. With the system property or configuration parameter {@code weir.seed} set, that is every relay's seed; with {@code weir.replay}, a file, every relay repeats
 * the decisions in it; with {@code weir.record}, a folder, the decisions of tests that fail are written there.
 */
public final class ImpairedRelay
        implements FaultControl<ImpairedRelay>,
                BeforeAllCallback,
                AfterAllCallback,
                BeforeEachCallback,
                AfterEachCallback,
                InvocationInterceptor {
    private final Supplier<Relay> maker;
    private final List<Consumer<Relay>> settings = new ArrayList<>();
    private final Turn turn = new Turn();
    private boolean optional;
    private boolean keepsConnections;
    private int classes;
    private @Nullable RelayUse use;

    private ImpairedRelay(Supplier<Relay> maker) {
        this.maker = maker;
    }

    /**
     * A relay for TCP.
     *
     * @param target where connections go
     * @return a relay that is not open yet
     */
    public static ImpairedRelay tcp(InetSocketAddress target) {
        Objects.requireNonNull(target, "target");
        return new ImpairedRelay(() -> Relay.tcp(target));
    }

    /**
     * A relay for TCP.
     *
     * @param host the name or address of the target, looked up when the relay opens
     * @param port its port, 1 to 65535
     * @return a relay that is not open yet
     */
    public static ImpairedRelay tcp(String host, int port) {
        Objects.requireNonNull(host, "host");
        return new ImpairedRelay(() -> Relay.tcp(host, port));
    }

    /**
     * A relay for TCP whose target may come later than the relay.
     *
     * @param target says where a connection goes; asked for each connection, on the relay's thread
     * @return a relay that is not open yet
     */
    public static ImpairedRelay tcp(Supplier<InetSocketAddress> target) {
        Objects.requireNonNull(target, "target");
        return new ImpairedRelay(() -> Relay.tcp(target));
    }

    /**
     * A relay for UDP.
     *
     * @param target where datagrams go
     * @return a relay that is not open yet
     */
    public static ImpairedRelay udp(InetSocketAddress target) {
        Objects.requireNonNull(target, "target");
        return new ImpairedRelay(() -> Relay.udp(target));
    }

    /**
     * A relay for UDP whose target may come later than the relay.
     *
     * @param target says where the datagrams of a client go; asked for each client, on the relay's thread
     * @return a relay that is not open yet
     */
    public static ImpairedRelay udp(Supplier<InetSocketAddress> target) {
        Objects.requireNonNull(target, "target");
        return new ImpairedRelay(() -> Relay.udp(target));
    }

    /**
     * Lets tests leave the relay unused.
     *
     * @return this
     */
    public synchronized ImpairedRelay optional() {
        optional = true;
        return this;
    }

    /**
     * Keeps connections open from one test to the next, for a client whose connections outlast a test.
     *
     * @return this
     */
    public synchronized ImpairedRelay keepConnections() {
        keepsConnections = true;
        return this;
    }

    /**
     * Settings of the relay that have no method here.
     *
     * @param setting sets something of a relay that is not open yet, such as {@code relay -> relay.port(8081)}
     * @return this
     * @throws IllegalStateException if the relay is open
     */
    public synchronized ImpairedRelay with(Consumer<Relay> setting) {
        Objects.requireNonNull(setting, "setting");
        if (use != null) {
            throw new IllegalStateException("settings must come before the relay is open");
        }
        settings.add(setting);
        return this;
    }

    /** Before the relay is open a setting, afterwards a change. */
    private synchronized ImpairedRelay set(Consumer<Relay> change) {
        if (use == null) {
            settings.add(change);
        } else {
            change.accept(use.relay());
        }
        return this;
    }

    /**
     * What random decisions depend on.
     *
     * @param seed the seed; 0 unless set
     * @return this
     * @throws IllegalStateException if the relay is open
     */
    public ImpairedRelay seed(long seed) {
        return with(relay -> relay.seed(seed));
    }

    /**
     * Both lines of a connection that has been measured. In the field this is what each test begins with; later it comes into force at once.
     *
     * @param profile such as {@code LinkProfiles.WEB_PAGE_TEST_3G}
     * @return this
     */
    public ImpairedRelay profile(LinkProfile profile) {
        Objects.requireNonNull(profile, "profile");
        return set(relay -> relay.profile(profile));
    }

    /**
     * The conditions that each test begins with.
     *
     * @param conditions the text form of {@link Conditions#parse}
     * @return this
     * @throws IllegalStateException if the relay is open
     */
    public ImpairedRelay initially(String conditions) {
        return initially(Conditions.parse(conditions));
    }

    /**
     * The conditions that each test begins with.
     *
     * @param conditions lines and faults
     * @return this
     * @throws IllegalStateException if the relay is open
     */
    public ImpairedRelay initially(Conditions conditions) {
        Objects.requireNonNull(conditions, "conditions");
        return with(relay -> relay.initially(conditions));
    }

    /**
     * What the relay is like when, see {@link Relay#timeline(String, TimelineZero)}. Each test plays it from the beginning.
     *
     * @param timeline steps such as {@code 0 s: both delay=40 ms | 2 s: cut | 4 s: both delay=40 ms}
     * @param zero when it begins
     * @return this
     * @throws IllegalStateException if the relay is open
     */
    public ImpairedRelay timeline(String timeline, TimelineZero zero) {
        Timeline<Conditions> steps = Timeline.parse(timeline, Conditions::parse);
        Objects.requireNonNull(zero, "zero");
        return with(relay -> relay.timeline(steps, zero));
    }

    /**
     * Begins the timeline now.
     *
     * @return this
     */
    public ImpairedRelay startTimeline() {
        relay().startTimeline();
        return this;
    }

    /**
     * The line toward the client: in a field what each test begins with, in a test how it is from now on.
     *
     * @param line the text form of {@link Impairment#parse}
     * @return this
     */
    public ImpairedRelay download(String line) {
        return download(Impairment.parse(line));
    }

    /**
     * The line toward the client: in a field what each test begins with, in a test how it is from now on.
     *
     * @param line what it does to packets
     * @return this
     */
    public ImpairedRelay download(Impairment line) {
        Objects.requireNonNull(line, "line");
        return set(relay -> relay.download(line));
    }

    /**
     * A line toward the client that relays share.
     *
     * @param link the link
     * @return this
     * @throws IllegalStateException if the relay is open
     */
    public ImpairedRelay download(SharedLink link) {
        Objects.requireNonNull(link, "link");
        return with(relay -> relay.download(link));
    }

    /**
     * The line toward the target: in a field what each test begins with, in a test how it is from now on.
     *
     * @param line the text form of {@link Impairment#parse}
     * @return this
     */
    public ImpairedRelay upload(String line) {
        return upload(Impairment.parse(line));
    }

    /**
     * The line toward the target: in a field what each test begins with, in a test how it is from now on.
     *
     * @param line what it does to packets
     * @return this
     */
    public ImpairedRelay upload(Impairment line) {
        Objects.requireNonNull(line, "line");
        return set(relay -> relay.upload(line));
    }

    /**
     * A line toward the target that relays share.
     *
     * @param link the link
     * @return this
     * @throws IllegalStateException if the relay is open
     */
    public ImpairedRelay upload(SharedLink link) {
        Objects.requireNonNull(link, "link");
        return with(relay -> relay.upload(link));
    }

    /**
     * The relay itself, for all that has no method here. Opens it if it is not.
     *
     * @return the relay
     */
    public Relay relay() {
        Relay relay = opened(Configuration.ofSystem()).relay();
        relay.address();
        return relay;
    }

    private synchronized RelayUse opened(Configuration configuration) {
        RelayUse known = use;
        if (known == null) {
            Relay relay = maker.get();
            settings.forEach(setting -> setting.accept(relay));
            configuration.prepare(relay);
            known = new RelayUse(relay, optional, keepsConnections);
            use = known;
        }
        return known;
    }

    /**
     * Where the client connects, in place of the server. Opens the relay if it is not.
     *
     * @return the address
     */
    public InetSocketAddress address() {
        return relay().address();
    }

    /**
     * A URI of the relay. Opens it if it is not.
     *
     * @param scheme such as {@code http}
     * @return the URI, with the relay's address and port and no path
     */
    public URI uri(String scheme) {
        return relay().uri(scheme);
    }

    /**
     * Has other conditions come into force, see {@link Relay#apply(Conditions)}.
     *
     * @param conditions the text form of {@link Conditions#parse}
     * @return this
     */
    public ImpairedRelay apply(String conditions) {
        return apply(Conditions.parse(conditions));
    }

    /**
     * Has other conditions come into force, see {@link Relay#apply(Conditions)}.
     *
     * @param conditions what the relay is like from now on
     * @return this
     */
    public ImpairedRelay apply(Conditions conditions) {
        relay().apply(conditions);
        return this;
    }

    /**
     * The conditions in force.
     *
     * @return lines and faults
     */
    public Conditions conditions() {
        return relay().conditions();
    }

    @Override
    public ImpairedRelay fault(Fault... faults) {
        relay().fault(faults);
        return this;
    }

    /**
     * Goes back to the conditions that the test began with, see {@link Relay#restore}.
     *
     * @return this
     */
    public ImpairedRelay restore() {
        relay().restore();
        return this;
    }

    /**
     * Resets all connections now.
     *
     * @return this
     */
    public ImpairedRelay reset() {
        relay().reset();
        return this;
    }

    /**
     * Ends all connections now, see {@link Relay#closeConnections}.
     *
     * @return this
     */
    public ImpairedRelay closeConnections() {
        relay().closeConnections();
        return this;
    }

    /**
     * Holds back the bytes of a direction from now on.
     *
     * @param direction which
     * @return the gate that holds them
     */
    public Gate hold(RelayDirection direction) {
        return relay().hold(direction);
    }

    /**
     * Does something when so many bytes of a connection have reached the target.
     *
     * @param size how many
     * @return a trigger that has to be told what to do
     */
    public Trigger afterUpload(DataSize size) {
        return relay().afterUpload(size);
    }

    /**
     * Does something when a text has reached the target.
     *
     * @param text the text
     * @return a trigger that has to be told what to do
     */
    public Trigger afterUpload(String text) {
        return relay().afterUpload(text);
    }

    /**
     * Does something when so many bytes of a connection have reached the client.
     *
     * @param size how many
     * @return a trigger that has to be told what to do
     */
    public Trigger afterDownload(DataSize size) {
        return relay().afterDownload(size);
    }

    /**
     * Does something when a text has reached the client.
     *
     * @param text the text
     * @return a trigger that has to be told what to do
     */
    public Trigger afterDownload(String text) {
        return relay().afterDownload(text);
    }

    /**
     * Waits until so many clients have connected in this test, see {@link Relay#awaitConnections}.
     *
     * @param count how many, at least
     * @param timeout how long to wait
     * @return this
     */
    public ImpairedRelay awaitConnections(long count, Duration timeout) {
        relay().awaitConnections(count, timeout);
        return this;
    }

    /**
     * The connections of this test; of UDP, its clients.
     *
     * @return their number, ended ones too
     */
    public long connections() {
        return relay().connections();
    }

    /**
     * What the line did in this test; with {@link #keepConnections} since the relay was opened.
     *
     * @return a report
     */
    public ShapingReport report() {
        return relay().report();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        synchronized (this) {
            classes++;
        }
        opened(Configuration.of(context)).relay().address();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        RelayUse last;
        synchronized (this) {
            classes--;
            last = classes == 0 ? use : null;
            use = classes == 0 ? null : use;
        }
        if (last != null) {
            last.close();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        boolean shared = isShared();
        if (shared) {
            turn.take(context);
        }
        boolean begun = false;
        try {
            RelayUse own = opened(Configuration.of(context));
            if (shared) {
                own.clear();
            }
            own.testBegins();
            RelaysInUse.of(context).add(own);
            begun = true;
        } finally {
            if (!begun) {
                turn.end();
            }
        }
    }

    private synchronized boolean isShared() {
        return classes > 0;
    }

    private synchronized @Nullable RelayUse used() {
        return use;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        RelayUse own = used();
        if (own == null || !RelaysInUse.of(context).contains(own)) {
            return;
        }
        try {
            own.testEnds(context);
        } finally {
            try {
                putBack(own);
            } finally {
                turn.end();
            }
        }
    }

    private void putBack(RelayUse own) {
        if (isShared()) {
            own.clear();
            return;
        }
        synchronized (this) {
            use = null;
        }
        own.close();
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        Attempts.run(invocation, method, context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        Attempts.run(invocation, method, context);
    }

    @Override
    public synchronized String toString() {
        return use == null ? "relay not open" : use.relay().toString();
    }
}
