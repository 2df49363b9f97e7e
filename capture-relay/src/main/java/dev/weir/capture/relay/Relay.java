package dev.weir.capture.relay;

import dev.weir.shaping.DataSize;
import dev.weir.shaping.Rule;
import dev.weir.shaping.core.Shaper;
import dev.weir.shaping.core.ShapingReport;
import dev.weir.shaping.core.ShapingStats;
import dev.weir.shaping.core.SharedLink;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.LinkProfile;
import dev.weir.shaping.impair.RateLimit;
import dev.weir.shaping.impair.Timeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a client and a server on sockets and treats what passes as a line would: no privileges, no driver, nothing to install.
 *
 * <p>A client connects to {@link #address()} in place of the server. The relay listens on the loopback address, on a port of the system's choice, and connects to
 * nothing but its target. Settings come before the first call of {@code address()}, which opens it; {@link #close()} ends its thread and every connection.
 *
 * <p>Bytes of a TCP connection are never lost: a segment that the line drops is sent again later, as TCP would, see {@link StallModel}. What becomes of a
 * segment depends on the seed, on which connection it is in the order of accepting, and on its place in the stream; not on ports or on how reads cut the stream.
 *
 * <p>Thread-safe. Takes one thread, whatever the number of connections.
 *
 * <pre>{@code
 * try (Relay relay = Relay.tcp(server.getAddress()).download("rate=1 Mbit/s delay=50 ms").upload("delay=50 ms").seed(42)) {
 *     URI uri = relay.uri("http").resolve("/orders");
 * }
 * }</pre>
 */
public final class Relay implements FaultControl<Relay>, AutoCloseable {
    private static final AtomicInteger MADE = new AtomicInteger();
    private static final int MOST_SEGMENT_BYTES = 65_000;
    private static final long MOST_WINDOW_BYTES = 1 << 30;

    private final boolean udp;
    private final Supplier<InetSocketAddress> target;
    private final Shaper.Builder recipe = Shaper.builder();
    private InetSocketAddress local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private int segmentBytes = 1448;
    private long windowBytes = 4 << 20;
    private StallModel stalls = StallModel.LINUX;
    private long seed;
    private Conditions initial = Conditions.NONE;
    private @Nullable Timeline<Conditions> timeline;
    private TimelineZero zero = TimelineZero.OPEN;
    private @Nullable TimelinePlayer player;
    private boolean recording;
    private @Nullable DecisionRecord replayed;
    private @Nullable SharedLink sharedUpload;
    private @Nullable SharedLink sharedDownload;
    private @Nullable RelayLoop loop;
    private @Nullable Listener listener;
    private boolean closed;

    private Relay(boolean udp, Supplier<InetSocketAddress> target) {
        this.udp = udp;
        this.target = Objects.requireNonNull(target, "target");
    }

    /**
     * A relay for TCP.
     *
     * @param target where connections go
     * @return a relay that is not open yet
     * @throws IllegalArgumentException if the target is a name that was not resolved
     */
    public static Relay tcp(InetSocketAddress target) {
        requireResolved(target);
        return tcp(() -> target);
    }

    /**
     * A relay for TCP.
     *
     * @param host the name or address of the target
     * @param port its port, 1 to 65535
     * @return a relay that is not open yet
     * @throws IllegalArgumentException if the port is out of range, or the name cannot be resolved
     */
    public static Relay tcp(String host, int port) {
        if (port < 1 || port > 0xFFFF) {
            throw new IllegalArgumentException("port must be within 1..65535: " + port);
        }
        return tcp(new InetSocketAddress(host, port));
    }

    /**
     * A relay for TCP whose target is asked for anew for each connection.
     *
     * @param target says where a connection goes; called on the relay's thread, and must be quick; if it throws, the client's connection is broken and a warning logged
     * @return a relay that is not open yet
     */
    public static Relay tcp(Supplier<InetSocketAddress> target) {
        return new Relay(false, target);
    }

    /**
     * A relay for UDP. Each client has a socket of its own toward the target, which it keeps until no datagram has come for a minute.
     *
     * @param target where datagrams go
     * @return a relay that is not open yet
     * @throws IllegalArgumentException if the target is a name that was not resolved
     */
    public static Relay udp(InetSocketAddress target) {
        requireResolved(target);
        return udp(() -> target);
    }

    /**
     * A relay for UDP whose target is asked for anew for each client.
     *
     * @param target says where the datagrams of a client go; called on the relay's thread, and must be quick; if it throws, the datagram is lost and a warning logged
     * @return a relay that is not open yet
     */
    public static Relay udp(Supplier<InetSocketAddress> target) {
        return new Relay(true, target);
    }

    static void requireResolved(InetSocketAddress target) {
        if (Objects.requireNonNull(target, "target").isUnresolved()) {
            throw new IllegalArgumentException("target must have an address that is known: " + target);
        }
    }

    private synchronized Relay set(Runnable setting) {
        if (loop != null || closed) {
            throw new IllegalStateException("settings must come before the relay is open");
        }
        setting.run();
        return this;
    }

    /**
     * What the relay is like when it opens, and what {@link #restore} goes back to.
     *
     * @param conditions lines and faults
     * @return this
     */
    public Relay initially(Conditions conditions) {
        Objects.requireNonNull(conditions, "conditions");
        return set(() -> initial = conditions);
    }

    /**
     * What the relay is like when it opens, and what {@link #restore} goes back to.
     *
     * @param conditions the text form of {@link Conditions#parse}
     * @return this
     */
    public Relay initially(String conditions) {
        return initially(Conditions.parse(conditions));
    }

    /**
     * The line toward the client. Before the relay is open this is what {@link #restore} goes back to; later it comes into force at once.
     *
     * @param line what it does to packets
     * @return this
     */
    public Relay download(Impairment line) {
        return line(RelayDirection.DOWNLOAD, line);
    }

    /**
     * The line toward the client, as {@link #download(Impairment)}.
     *
     * @param line the text form of {@link Impairment#parse}
     * @return this
     */
    public Relay download(String line) {
        return download(Impairment.parse(line));
    }

    /**
     * The line toward the target. Before the relay is open this is what {@link #restore} goes back to; later it comes into force at once.
     *
     * @param line what it does to packets
     * @return this
     */
    public Relay upload(Impairment line) {
        return line(RelayDirection.UPLOAD, line);
    }

    /**
     * The line toward the target, as {@link #upload(Impairment)}.
     *
     * @param line the text form of {@link Impairment#parse}
     * @return this
     */
    public Relay upload(String line) {
        return upload(Impairment.parse(line));
    }

    /**
     * Both lines of a connection that has been measured. Before the relay is open this is what {@link #restore} goes back to; later it comes into force at once.
     *
     * @param profile such as {@code LinkProfiles.WEB_PAGE_TEST_3G}
     * @return this
     */
    public Relay profile(LinkProfile profile) {
        Objects.requireNonNull(profile, "profile");
        synchronized (this) {
            if (loop == null && !closed) {
                initial = initial.withUpload(profile.upload()).withDownload(profile.download());
                return this;
            }
        }
        return change(before -> before.withUpload(profile.upload()).withDownload(profile.download()));
    }

    private Relay line(RelayDirection direction, Impairment line) {
        Objects.requireNonNull(line, "line");
        synchronized (this) {
            if (loop == null && !closed) {
                initial = initial.withLine(direction, line);
                return this;
            }
        }
        return change(before -> before.withLine(direction, line));
    }

    /**
     * A link toward the client that relays share. The line of {@link #download(Impairment)} adds loss, limit and delay, but must not have a rate of its own.
     *
     * @param link the link
     * @return this
     */
    public Relay download(SharedLink link) {
        Objects.requireNonNull(link, "link");
        return set(() -> {
            sharedDownload = link;
            share(RelayDirection.DOWNLOAD, link);
        });
    }

    /**
     * A link toward the target that relays share. The line of {@link #upload(Impairment)} adds loss, limit and delay, but must not have a rate of its own.
     *
     * @param link the link
     * @return this
     */
    public Relay upload(SharedLink link) {
        Objects.requireNonNull(link, "link");
        return set(() -> {
            sharedUpload = link;
            share(RelayDirection.UPLOAD, link);
        });
    }

    /** Takes over what a shared link has besides its rate, unless the line says otherwise. */
    private void share(RelayDirection direction, SharedLink link) {
        if (initial.line(direction).equals(Impairment.NONE)) {
            Impairment shared = link.impairment();
            Impairment.Builder rest = Impairment.builder().loss(shared.loss()).delay(shared.delay());
            RateLimit limit = shared.limit();
            initial = initial.withLine(direction, (limit == null ? rest : rest.limit(limit)).build());
        }
    }

    /**
     * One line that both directions share, with each other and with other relays: half duplex.
     *
     * @param link the link
     * @return this
     */
    public Relay through(SharedLink link) {
        return upload(link).download(link);
    }

    /**
     * What the relay is like when: conditions that follow one another. Up to the timeline's zero those hold that the relay was opened with. What {@link #apply} or a fault changes meanwhile
     * holds until the next step; {@link #restore} stops the timeline. Before the relay is open this is a setting; later it takes the place of another timeline, and its zero
     * is still to come, or is now for {@link TimelineZero#OPEN}.
     *
     * @param newTimeline the conditions
     * @param newZero when its time begins
     * @return this
     * @throws IllegalArgumentException if a fault is for TCP alone and the relay is one for UDP
     */
    public Relay timeline(Timeline<Conditions> newTimeline, TimelineZero newZero) {
        Objects.requireNonNull(newZero, "zero");
        newTimeline.values().forEach(conditions -> conditions.faults().forEach(this::requireFitting));
        synchronized (this) {
            if (loop == null && !closed) {
                timeline = newTimeline;
                zero = newZero;
                return this;
            }
        }
        return call(() -> player().set(newTimeline, newZero));
    }

    /**
     * What the relay is like when, as {@link #timeline(Timeline, TimelineZero)}.
     *
     * @param newTimeline steps such as {@code 0 s: both delay=40 ms | 2 s: cut | 4 s: both delay=40 ms}
     * @param newZero when its time begins
     * @return this
     */
    public Relay timeline(String newTimeline, TimelineZero newZero) {
        return timeline(Timeline.parse(newTimeline, Conditions::parse), newZero);
    }

    /**
     * Has the timeline begin now, for the first time or anew.
     *
     * @return this
     * @throws IllegalStateException if there is no timeline
     */
    public Relay startTimeline() {
        return call(() -> {
            if (!player().isSet()) {
                throw new IllegalStateException("timeline must be set before it is started");
            }
            player().start();
        });
    }

    /**
     * Where the timeline is.
     *
     * @return the phase in words, empty while none is played
     */
    public String phase() {
        opened();
        return player().phase();
    }

    private synchronized TimelinePlayer player() {
        return Objects.requireNonNull(player);
    }

    /**
     * Adds a rule, behind those that are there. It sees each segment with the addresses and ports of the connection.
     *
     * @param name its name, unique
     * @param rule the rule
     * @return this
     */
    public Relay rule(String name, Rule rule) {
        return set(() -> recipe.rule(name, rule));
    }

    /**
     * What random decisions depend on.
     *
     * @param newSeed the seed; 0 unless set
     * @return this
     */
    public Relay seed(long newSeed) {
        return set(() -> {
            seed = newSeed;
            recipe.seed(newSeed);
        });
    }

    /**
     * Keeps what is decided about each segment and datagram, for {@link #writeRecord}: the first 500,000 decisions, about 100 bytes each.
     *
     * @return this
     */
    public Relay record() {
        return set(() -> recording = true);
    }

    /**
     * Forces the decisions of an earlier run, whatever lines and rules say: what was lost is lost again, and what was held is held as long. What the record does not know is decided
     * anew, see {@link #divergence}. Takes over the seed of that run. Faults are not part of it.
     *
     * @param record a file that {@link #writeRecord} has written
     * @return this
     * @throws UncheckedIOException if it cannot be read
     * @throws IllegalArgumentException if it is no record; the message names the line
     */
    public Relay replay(Path record) {
        DecisionRecord read;
        try {
            read = DecisionRecord.read(record);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + record + ": " + e.getMessage(), e);
        }
        return set(() -> {
            replayed = read;
            seed = read.seed();
            recipe.seed(read.seed());
        });
    }

    /**
     * The port to listen on.
     *
     * @param port 1 to 65535, or 0 for one that is free, which is what it is unless set
     * @return this
     * @throws IllegalArgumentException if it is out of range
     */
    public Relay port(int port) {
        if (port < 0 || port > 0xFFFF) {
            throw new IllegalArgumentException("port must be within 0..65535: " + port);
        }
        return set(() -> local = new InetSocketAddress(local.getAddress(), port));
    }

    /**
     * The address to listen on, one of this machine alone.
     *
     * @param address a loopback address
     * @return this
     * @throws IllegalArgumentException if others could reach it; {@link #openToNetwork} is for that
     */
    public Relay listenOn(InetAddress address) {
        if (!address.isLoopbackAddress()) {
            throw new IllegalArgumentException(
                    "address must be a loopback address, or opened to the network: " + address);
        }
        return set(() -> local = new InetSocketAddress(address, local.getPort()));
    }

    /**
     * The address to listen on, which other machines may reach. Whoever reaches it reaches the target.
     *
     * @param address an address of this machine
     * @return this
     */
    public Relay openToNetwork(InetAddress address) {
        Objects.requireNonNull(address, "address");
        return set(() -> local = new InetSocketAddress(address, local.getPort()));
    }

    /**
     * The bytes that one packet of a stream carries.
     *
     * @param bytes 1 to 65000; 1448 unless set
     * @return this
     * @throws IllegalArgumentException if it is out of range
     */
    public Relay segment(int bytes) {
        if (bytes < 1 || bytes > MOST_SEGMENT_BYTES) {
            throw new IllegalArgumentException("segment must be within 1.." + MOST_SEGMENT_BYTES + " bytes: " + bytes);
        }
        return set(() -> segmentBytes = bytes);
    }

    /**
     * The most bytes of one direction of a connection that are on their way or wait for a slow reader. More are left with their sender.
     *
     * @param size 64 KiB to 1 GiB; 4 MiB unless set
     * @return this
     * @throws IllegalArgumentException if it is out of range
     */
    public Relay window(DataSize size) {
        if (size.bytes() < 65_536 || size.bytes() > MOST_WINDOW_BYTES) {
            throw new IllegalArgumentException("window must be within 65536.." + MOST_WINDOW_BYTES + " bytes: " + size);
        }
        return set(() -> windowBytes = size.bytes());
    }

    /**
     * What a stream shows of lost segments.
     *
     * @param model the model; {@link StallModel#LINUX} unless set
     * @return this
     */
    public Relay stalls(StallModel model) {
        Objects.requireNonNull(model, "model");
        return set(() -> stalls = model);
    }

    /**
     * Where clients connect. Opens the relay if it is not.
     *
     * @return the address and the port that is really used
     * @throws UncheckedIOException if it cannot listen there
     * @throws IllegalStateException if the relay is closed, or something broke it, such as a rule that threw an error: the cause tells
     */
    public InetSocketAddress address() {
        return opened().address();
    }

    private synchronized Listener opened() {
        if (closed) {
            throw new IllegalStateException("relay must not be used after it is closed");
        }
        Listener known = listener;
        if (known == null) {
            RelayLoop made = new RelayLoop(
                    shaper(),
                    new RelaySettings(segmentBytes, windowBytes, stalls),
                    initial,
                    new Decisions(recording ? new DecisionRecord(seed) : null, replayed, udp ? 0 : segmentBytes),
                    "weir-relay-" + MADE.incrementAndGet());
            try {
                known = udp ? new UdpListener(made, local, target) : new TcpListener(made, local, target);
                known.change(Conditions.NONE, initial);
            } catch (RuntimeException e) {
                made.close();
                throw e;
            }
            loop = made;
            listener = known;
            player = new TimelinePlayer(made, conditions -> changeNow(before -> conditions));
            made.onClient(player::connected);
            player.set(timeline, zero);
            made.start();
        }
        Objects.requireNonNull(loop).requireSound();
        return known;
    }

    private Shaper shaper() {
        if (sharedUpload == null) {
            recipe.upload(initial.upload());
        } else {
            recipe.upload(sharedUpload, initial.upload());
        }
        if (sharedDownload == null) {
            recipe.download(initial.download());
        } else {
            recipe.download(sharedDownload, initial.download());
        }
        return recipe.build();
    }

    private RelayLoop running() {
        opened();
        return Objects.requireNonNull(loop);
    }

    /**
     * A URI of the relay.
     *
     * @param scheme such as {@code http}
     * @return the URI, with the relay's address and port and no path
     */
    public URI uri(String scheme) {
        InetSocketAddress address = address();
        String host = address.getAddress().getHostAddress();
        return URI.create(scheme + "://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort());
    }

    /** Is told whether the connection of a client's port was opened through to the target, or broke before. */
    CompletableFuture<Boolean> opening(int clientPort) {
        return running().openings().of(clientPort);
    }

    void forgetOpening(int clientPort) {
        running().openings().forget(clientPort);
    }

    /**
     * The connections that clients have opened; of UDP, the clients that have sent something.
     *
     * @return their number, ended ones too
     */
    public long connections() {
        return opened().accepted();
    }

    /**
     * The connections that are open.
     *
     * @return their number
     */
    public int openConnections() {
        Listener known = opened();
        return running().call(known::open);
    }

    /**
     * What the line did so far.
     *
     * @return a report
     */
    public ShapingReport report() {
        RelayLoop running = running();
        return running.call(() -> running.shaping().report());
    }

    /**
     * What the line is doing.
     *
     * @return the counters
     */
    public ShapingStats stats() {
        return running().shaping().stats();
    }

    /**
     * Has other conditions come into force, all at once: what is not named is as without a fault. Opens the relay if it is not. Bytes that are inside keep the times they were given,
     * but for a link's rate, which changes for what waits; bytes held back by a fault that is over arrive.
     *
     * @param conditions what the relay is like from now on
     * @return this
     * @throws IllegalArgumentException if a fault is for TCP alone and the relay is one for UDP
     * @throws UncheckedIOException if the relay's port cannot be had again after a refusal; nothing has changed then
     */
    public Relay apply(Conditions conditions) {
        Objects.requireNonNull(conditions, "conditions");
        return change(before -> conditions);
    }

    /**
     * Has other conditions come into force, as {@link #apply(Conditions)}.
     *
     * @param conditions the text form of {@link Conditions#parse}
     * @return this
     */
    public Relay apply(String conditions) {
        return apply(Conditions.parse(conditions));
    }

    @Override
    public Relay fault(Fault... faults) {
        List<Fault> all = List.of(faults);
        return change(before -> {
            Conditions next = before;
            for (Fault fault : all) {
                next = next.with(fault);
            }
            return next;
        });
    }

    /**
     * Goes back to the conditions that the relay was opened with. Connections of whose bytes some were thrown away are reset.
     *
     * @return this
     */
    public Relay restore() {
        Conditions back = initial();
        RelayLoop running = running();
        return call(() -> {
            player().stop();
            changeNow(before -> back);
            listener().reset(true);
            running.regime().events().add("restored");
        });
    }

    private synchronized Conditions initial() {
        return initial;
    }

    /**
     * The conditions in force.
     *
     * @return lines and faults
     */
    public Conditions conditions() {
        RelayLoop running = running();
        return running.call(() -> running.regime().conditions());
    }

    private Relay change(UnaryOperator<Conditions> edit) {
        return call(() -> changeNow(edit));
    }

    private Relay call(Runnable command) {
        running().call(() -> {
            command.run();
            return true;
        });
        return this;
    }

    /** On the relay's thread. */
    private void changeNow(UnaryOperator<Conditions> edit) {
        Regime regime = running().regime();
        Conditions before = regime.conditions();
        Conditions next = edit.apply(before);
        next.faults().forEach(this::requireFitting);
        regime.change(next, () -> listener().change(before, next));
        listener().changed();
    }

    private Listener listener() {
        return opened();
    }

    private void requireFitting(Fault fault) {
        boolean either = fault instanceof Fault.Cut
                || fault instanceof Fault.Stall
                || fault instanceof Fault.BlackHole
                || fault instanceof Fault.Refuse;
        if (udp && !either) {
            throw new IllegalArgumentException("fault is for TCP alone: " + fault);
        }
    }

    void requireTcp(String what) {
        if (udp) {
            throw new IllegalArgumentException(what + " is for TCP alone");
        }
    }

    void applyNow(Conditions conditions) {
        changeNow(before -> conditions);
    }

    void cutNow() {
        changeNow(before ->
                before.with(new Fault.Cut(RelayDirection.UPLOAD)).with(new Fault.Cut(RelayDirection.DOWNLOAD)));
    }

    void tell(String event) {
        running().regime().events().add(event);
    }

    /**
     * Resets all connections now. What is on its way is lost.
     *
     * @return this
     */
    public Relay reset() {
        requireTcp("reset");
        return call(() -> {
            tell("reset");
            listener().reset(false);
        });
    }

    /**
     * Ends all connections now: in order if nothing of them is on its way, or else by a reset. Of UDP, forgets the clients.
     *
     * @return this
     */
    public Relay closeConnections() {
        return call(() -> {
            tell("connections closed");
            listener().endAll();
        });
    }

    /**
     * Has each client's datagrams reach the target from another port from now on, as behind a router that was restarted. Answers to the old port are lost.
     *
     * @return this
     * @throws IllegalArgumentException if the relay is one for TCP
     */
    public Relay rebind() {
        if (!udp) {
            throw new IllegalArgumentException("rebind is for UDP alone");
        }
        return call(() -> {
            tell("rebound");
            ((UdpListener) listener()).rebind();
        });
    }

    /**
     * Holds back the bytes of a direction from now on, those that have arrived and wait among them.
     *
     * @param direction which
     * @return the gate that holds them
     */
    public Gate hold(RelayDirection direction) {
        Objects.requireNonNull(direction, "direction");
        RelayLoop running = running();
        Gate gate = new Gate(running, direction, () -> listener().changed());
        call(() -> running.regime().close(direction, gate, listener().waiting(direction)));
        return gate;
    }

    /**
     * Does something when so many bytes of a connection have reached the target: of one that is open, counted from now on.
     *
     * @param size how many, at least 1
     * @return a trigger that has to be told what to do
     */
    public Trigger afterUpload(DataSize size) {
        return new Trigger(this, RelayDirection.UPLOAD, Mark.of(size));
    }

    /**
     * Does something when a text has reached the target.
     *
     * @param text the text, in UTF-8, at least a character
     * @return a trigger that has to be told what to do
     */
    public Trigger afterUpload(String text) {
        return new Trigger(this, RelayDirection.UPLOAD, Mark.of(text.getBytes(StandardCharsets.UTF_8), quoted(text)));
    }

    /**
     * Does something when certain bytes have reached the target.
     *
     * @param bytes the bytes, at least one
     * @return a trigger that has to be told what to do
     */
    public Trigger afterUpload(byte[] bytes) {
        return new Trigger(this, RelayDirection.UPLOAD, Mark.of(bytes, bytes.length + " certain bytes"));
    }

    /**
     * Does something when so many bytes of a connection have reached the client: of one that is open, counted from now on.
     *
     * @param size how many, at least 1
     * @return a trigger that has to be told what to do
     */
    public Trigger afterDownload(DataSize size) {
        return new Trigger(this, RelayDirection.DOWNLOAD, Mark.of(size));
    }

    /**
     * Does something when a text has reached the client.
     *
     * @param text the text, in UTF-8, at least a character
     * @return a trigger that has to be told what to do
     */
    public Trigger afterDownload(String text) {
        return new Trigger(this, RelayDirection.DOWNLOAD, Mark.of(text.getBytes(StandardCharsets.UTF_8), quoted(text)));
    }

    /**
     * Does something when certain bytes have reached the client.
     *
     * @param bytes the bytes, at least one
     * @return a trigger that has to be told what to do
     */
    public Trigger afterDownload(byte[] bytes) {
        return new Trigger(this, RelayDirection.DOWNLOAD, Mark.of(bytes, bytes.length + " certain bytes"));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\r", "\\r").replace("\n", "\\n") + '"';
    }

    void set(Trigger trigger) {
        RelayLoop running = running();
        call(() -> {
            running.regime().set(trigger);
            listener().watch(trigger);
        });
    }

    /**
     * Waits until so many clients have connected, counted from the relay's start or the last {@link #clear}.
     *
     * @param count how many, at least
     * @param timeout how long to wait, at most a day
     * @return this
     * @throws RelayTimeoutException if there were fewer by then
     */
    public Relay awaitConnections(long count, Duration timeout) {
        Listener known = opened();
        running()
                .arrivals()
                .await(
                        () -> known.accepted() >= count,
                        timeout,
                        () -> count + " connections must come within " + timeout + ": " + known.accepted() + " came");
        return this;
    }

    /**
     * Makes it as if it had just been opened, for the next test: ends all connections, opens gates, forgets triggers, counts, events and kept decisions, and restores conditions. Reports
     * and random models start afresh, and a timeline waits for its zero. It keeps its address.
     *
     * @return this
     */
    public Relay clear() {
        RelayLoop running = running();
        return call(() -> {
            running.regime().clear();
            listener().endAll();
            forget(running::restart);
        });
    }

    /**
     * The same as {@link #clear}, but connections stay open; those of whose bytes some were thrown away are reset. Reports, random models and kept decisions go on, as there may be bytes on
     * their way.
     *
     * @return this
     */
    public Relay clearKeepingConnections() {
        RelayLoop running = running();
        return call(() -> {
            running.regime().clear();
            forget(running.lateness()::clear);
            listener().reset(true);
        });
    }

    private void forget(Runnable more) {
        Conditions back = initial();
        player().stop();
        changeNow(before -> back);
        more.run();
        listener().forget();
        running().regime().events().clear();
        player().rewind();
    }

    /**
     * What was done to it and by it.
     *
     * @return the last 100 events
     */
    public List<RelayEvent> events() {
        return running().regime().events().events();
    }

    /**
     * How late its thread was.
     *
     * @return percentiles since it was opened or cleared
     */
    public Lateness lateness() {
        RelayLoop running = running();
        return running.call(() -> running.lateness().lateness());
    }

    /**
     * Datagrams that were lost although nobody asked for it: the system did not take them, or dropped them from the full buffer of a socket that is open now (where it tells, as Linux
     * does), or there were too many clients. A test of loss should see none.
     *
     * @return their number
     */
    public long accidents() {
        Listener known = opened();
        return running().call(known::accidents);
    }

    /**
     * Writes the decisions that were kept since the relay was opened.
     *
     * @param file the file, which is replaced
     * @throws IOException if it cannot be written
     * @throws IllegalStateException if {@link #record} was not asked for
     */
    public void writeRecord(Path file) throws IOException {
        RelayLoop running = running();
        DecisionRecord kept = running.decisions().kept();
        if (kept == null) {
            throw new IllegalStateException("record must be asked for before the relay is open");
        }
        Optional<IOException> problem = running.call(() -> {
            try {
                kept.write(file);
                return Optional.empty();
            } catch (IOException e) {
                return Optional.of(e);
            }
        });
        if (problem.isPresent()) {
            throw problem.get();
        }
    }

    /**
     * Where a replayed run became another than the recorded one: the application sent more or otherwise.
     *
     * @return the first such place, or nothing as long as there is none
     */
    public Optional<String> divergence() {
        return Optional.ofNullable(running().decisions().divergence());
    }

    /**
     * What random decisions depend on.
     *
     * @return the seed
     */
    public synchronized long seed() {
        return seed;
    }

    /**
     * Ends the relay: nobody can connect any more, every connection is closed, what was on its way is given up, and the connections it belongs to are reset. Does
     * nothing when called again. On the relay's own thread, as in a rule, it does not wait for the end.
     */
    @Override
    public void close() {
        RelayLoop running;
        synchronized (this) {
            closed = true;
            running = loop;
        }
        if (running != null) {
            running.close();
        }
    }

    @Override
    public synchronized String toString() {
        Listener known = listener;
        return "relay " + (known == null ? "not open" : known.address()) + ", seed " + seed;
    }
}
