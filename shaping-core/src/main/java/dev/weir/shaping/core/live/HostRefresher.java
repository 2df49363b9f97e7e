package dev.weir.shaping.core.live;

import dev.weir.shaping.IpAddress;
import dev.weir.shaping.core.engine.AddressPlan;
import dev.weir.shaping.core.rule.AddressBook;
import dev.weir.shaping.lookup.HostAddressResolver;
import dev.weir.shaping.lookup.HostAddresses;
import dev.weir.shaping.match.AddressName;
import dev.weir.shaping.match.AddressSet;
import dev.weir.shaping.match.EndpointSet;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the addresses of hosts and of the local host up to date in the engines of a live run, on a thread of its own that exists once a name is asked for. An answer
 * that fails leaves the last good one. There is a place for {@value dev.weir.shaping.core.rule.AddressBook#MOST} names. Threads may share it.
 */
public final class HostRefresher {
    private static final System.Logger LOGGER = System.getLogger(HostRefresher.class.getName());
    private static final long LOCAL_NANOS = 10_000_000_000L;
    private static final long REST_NANOS = 60_000_000_000L;

    private final HostAddressResolver resolver;
    private final BiConsumer<AddressName, EndpointSet> told;
    private final LongSupplier clock;
    private final ConcurrentLinkedQueue<AddressName> wanted = new ConcurrentLinkedQueue<>();
    /** The thread's own. */
    private final Map<AddressName, Known> known = new HashMap<>();

    private final Object localLock = new Object();
    private volatile boolean findsLocal;
    private volatile boolean stopped;
    private @Nullable Thread thread;

    /** What was last told of a name, and when to ask again. */
    private static final class Known {
        EndpointSet told = EndpointSet.EMPTY;
        long dueNanos;

        Known(long dueNanos) {
            this.dueNanos = dueNanos;
        }
    }

    /**
     * Takes over from the engines, which have not started.
     *
     * @param resolver tells the addresses of hosts, and may block
     * @param findsLocal whether the local host is this machine
     * @param loops the run's loops
     */
    public HostRefresher(HostAddressResolver resolver, boolean findsLocal, List<LiveLoop> loops) {
        this(
                resolver,
                findsLocal,
                (name, members) -> loops.forEach(loop -> loop.addresses(name, members)),
                System::nanoTime);
        loops.forEach(loop -> loop.engine().addresses().resolveElsewhere(this::want));
    }

    /** Tells a listener, on the thread of its own, and takes the time from a clock in nanoseconds. */
    HostRefresher(
            HostAddressResolver resolver,
            boolean findsLocal,
            BiConsumer<AddressName, EndpointSet> told,
            LongSupplier clock) {
        this.resolver = resolver;
        this.findsLocal = findsLocal;
        this.told = told;
        this.clock = clock;
    }

    /**
     * Asks for names; those of groups do not matter. Returns at once.
     *
     * @param names the names
     */
    public void want(Collection<AddressName> names) {
        names.forEach(this::want);
    }

    private void want(AddressName name) {
        boolean asks = name.kind() == AddressName.Kind.HOST || name.equals(AddressName.LOCAL_HOST) && findsLocal;
        if (asks && !stopped) {
            wanted.add(name);
            LockSupport.unpark(started());
        }
    }

    private synchronized Thread started() {
        Thread running = thread;
        if (running == null) {
            running = new Thread(this::run, "weir-hosts");
            running.setDaemon(true);
            running.start();
            thread = running;
        }
        return running;
    }

    /**
     * Tells the addresses of the local host, which are not looked for any more.
     *
     * @param members the addresses
     */
    public void localAddresses(EndpointSet members) {
        synchronized (localLock) {
            findsLocal = false;
            told.accept(AddressName.LOCAL_HOST, members);
        }
    }

    /** Ends the thread; returns at once. */
    public void stop() {
        stopped = true;
        synchronized (this) {
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        while (!stopped) {
            long nextNanos = refresh(clock.getAsLong());
            if (wanted.isEmpty() && !stopped) {
                LockSupport.parkNanos(this, Math.max(1, nextNanos - clock.getAsLong()));
            }
        }
    }

    /** Asks for what is due; answers when something is due next. */
    private long refresh(long nowNanos) {
        for (AddressName name = wanted.poll(); name != null; name = wanted.poll()) {
            take(name, nowNanos);
        }
        long untilNext = REST_NANOS;
        for (Map.Entry<AddressName, Known> entry : known.entrySet()) {
            Known each = entry.getValue();
            if (each.dueNanos - nowNanos <= 0 && !stopped) {
                ask(entry.getKey(), each);
            }
            untilNext = Math.min(untilNext, each.dueNanos - nowNanos);
        }
        return nowNanos + untilNext;
    }

    private void take(AddressName name, long nowNanos) {
        if (known.size() < AddressBook.MOST) {
            known.putIfAbsent(name, new Known(nowNanos));
        } else if (!known.containsKey(name)) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "hosts to look up must be at most {0}: {1}",
                    Integer.toString(AddressBook.MOST),
                    name);
        }
    }

    private void ask(AddressName name, Known each) {
        if (name.equals(AddressName.LOCAL_HOST)) {
            EndpointSet found = local(each);
            synchronized (localLock) {
                if (findsLocal) {
                    tell(name, each, found);
                }
            }
        } else {
            tell(name, each, host(name, each));
        }
    }

    private void tell(AddressName name, Known each, EndpointSet found) {
        if (!found.isEmpty() && !found.equals(each.told)) {
            each.told = found;
            told.accept(name, found);
        }
    }

    private EndpointSet host(AddressName name, Known each) {
        HostAddresses answer = AddressBook.answer(resolver, name.name());
        each.dueNanos = clock.getAsLong() + AddressBook.life(answer).toNanos();
        return answer == null ? EndpointSet.EMPTY : EndpointSet.of(AddressSet.of(answer.addresses()));
    }

    private EndpointSet local(Known each) {
        each.dueNanos = clock.getAsLong() + LOCAL_NANOS;
        try {
            return AddressPlan.localHost(AddressSet.of(NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .map(InetAddress::getAddress)
                    .map(IpAddress::of)
                    .toList()));
        } catch (SocketException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "local addresses are not known", e);
            return EndpointSet.EMPTY;
        }
    }
}
