package dev.weir.shaping.config;

import dev.weir.shaping.AdapterType;
import dev.weir.shaping.DataSize;
import dev.weir.shaping.Direction;
import dev.weir.shaping.Dscp;
import dev.weir.shaping.MacAddress;
import dev.weir.shaping.Priorities;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Quota;
import dev.weir.shaping.QuotaPeriod;
import dev.weir.shaping.Rate;
import dev.weir.shaping.Rule;
import dev.weir.shaping.RuleEntry;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.Tracking;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.RateLimit;
import dev.weir.shaping.match.AllOf;
import dev.weir.shaping.match.AnyOf;
import dev.weir.shaping.match.BlockList;
import dev.weir.shaping.match.CommandLineHas;
import dev.weir.shaping.match.DaysOfWeek;
import dev.weir.shaping.match.HeaderField;
import dev.weir.shaping.match.Match;
import dev.weir.shaping.match.Matches;
import dev.weir.shaping.match.Months;
import dev.weir.shaping.match.Not;
import dev.weir.shaping.match.ProcessIs;
import dev.weir.shaping.match.QuotaLadder;
import dev.weir.shaping.match.Schedule;
import dev.weir.shaping.match.TrafficCondition;
import dev.weir.shaping.match.TrafficWindow;
import dev.weir.shaping.match.UserIs;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** Rules of every shape, drawn from a seeded generator. */
final class RandomRules {
    static final List<BlockList> LISTS =
            List.of(BlockList.of(new UUID(1, 1), "one", List.of()), BlockList.of(new UUID(2, 2), "two", List.of()));

    private static final String[] TEXTS = {"a", "skype.exe", "C:\\games\\*", "*.exe", "a,b", " c", "it's", "\"quoted\""
    };

    private final Random random;

    RandomRules(long seed) {
        random = new Random(seed);
    }

    RuleSet rules() {
        RuleSet rules = RuleSet.empty();
        for (int i = random.nextInt(4); i >= 0; i--) {
            Match match = match(3);
            Rule rule = random.nextInt(8) == 0 ? ladder(match) : match.then(priority());
            RuleEntry entry = new RuleEntry("rule " + i, rule, random.nextBoolean(), pick("id ", "rule ") + i);
            rules = rules.with(random.nextInt(8) == 0 ? entry.scheduled(schedule()) : entry);
        }
        return rules;
    }

    private QuotaLadder ladder(Match match) {
        QuotaLadder ladder = new QuotaLadder(match, window(), List.of());
        for (int i = random.nextInt(3); i > 0; i--) {
            ladder = ladder.above(DataSize.ofBytes(100L * i + random.nextInt(100)), priority());
        }
        return ladder;
    }

    Match match(int depth) {
        return switch (depth == 0 ? 9 : random.nextInt(10)) {
            case 0 -> new Not(match(depth - 1));
            case 1 -> new AnyOf(parts(depth - 1));
            case 2, 3, 4 -> allOf(parts(depth - 1));
            default -> leaf();
        };
    }

    private List<Match> parts(int depth) {
        List<Match> parts = new ArrayList<>();
        for (int i = 2 + random.nextInt(3); i > 0; i--) {
            parts.add(match(depth));
        }
        return parts;
    }

    private Match allOf(List<Match> parts) {
        try {
            return new AllOf(parts);
        } catch (IllegalArgumentException arpWithAddresses) {
            return parts.get(0);
        }
    }

    private Match leaf() {
        return switch (random.nextInt(34)) {
            case 0 -> Matches.any();
            case 1 -> random.nextBoolean() ? Matches.incoming() : Matches.outgoing();
            case 2 -> Matches.local(addresses());
            case 3 -> Matches.remote(addresses() + (random.nextBoolean() ? ", *.example.org" : ""));
            case 4 -> Matches.source(addresses());
            case 5 -> Matches.destination(addresses());
            case 6 -> Matches.localPorts(ports());
            case 7 -> Matches.remotePorts(ports());
            case 8 -> Matches.sourcePorts(ports());
            case 9 -> Matches.destinationPorts(ports());
            case 10 -> Matches.protocol(random.nextInt(256));
            case 11 -> Matches.protocol(pick("TCP+UDP", "IP", "ARP", "IP, ARP", "6"));
            case 12 -> new ProcessIs(texts());
            case 13 -> new CommandLineHas(texts());
            case 14 -> Matches.pids(random.nextInt(1000) + ", 2000-" + (2000 + random.nextInt(50)));
            case 15 -> new UserIs(texts());
            case 16 -> Matches.adapter(random.nextInt());
            case 17 -> Matches.adapterName(pick("eth0", " odd name "));
            case 18 -> Matches.adapterType(some(AdapterType.values()).toArray(AdapterType[]::new));
            case 19 -> Matches.ssid(pick("23446", " caf\u00e9 "));
            case 20 -> Matches.countries(pick("US, UK, MD", "DE"));
            case 21 -> Matches.mac("00-A0-C9-14-C8-29, 020000000000-0200000000FF");
            case 22 -> Matches.etherType(random.nextInt(65_536));
            case 23 -> Matches.etherType("IPV4, IPV6");
            case 24 -> Matches.dscp("0, 46");
            case 25 -> random.nextBoolean() ? Matches.ecn("1-2") : Matches.ttl("0-5");
            case 26 -> Matches.ipHeader(HeaderField.FLOW_LABEL, "7");
            case 27 -> Matches.ipHeader(1, 2, 0xFFF0, 0x1230);
            case 28 -> random.nextBoolean() ? Matches.application("http, tls") : Matches.host("*.example.org, a.test");
            case 29 -> Matches.url(pick("http: \\example.com", "https://example.org/news"));
            case 30 -> Matches.filter("1-3, 287628276287");
            case 31 -> Matches.blockList(LISTS.get(0), LISTS.get(1));
            case 32 -> time();
            default -> traffic();
        };
    }

    private Match time() {
        return switch (random.nextInt(5)) {
            case 0 -> Matches.time(60 * random.nextInt(12), 60 * (12 + random.nextInt(12)));
            case 1 -> new DaysOfWeek(some(DayOfWeek.values()));
            case 2 -> Matches.daysOfMonth(1 + random.nextInt(31), 1 + random.nextInt(31));
            case 3 -> new Months(some(Month.values()));
            default -> schedule();
        };
    }

    private Schedule schedule() {
        Schedule schedule = Schedule.of(
                "work", pick("mon-fri 08:00-12:00, 13:00-17:00", "fri 22:00-06:00; sun", "sun 23:00-01:00"));
        return random.nextBoolean() ? schedule : schedule.except(LocalDate.of(2026, 12, 25), LocalDate.of(2026, 1, 1));
    }

    private TrafficCondition traffic() {
        DataSize amount = DataSize.ofBytes(random.nextInt(1_000_000));
        TrafficCondition.Amount condition =
                random.nextBoolean() ? TrafficCondition.moreThan(amount) : TrafficCondition.lessThan(amount);
        return condition.within(window());
    }

    private TrafficWindow window() {
        ChronoUnit unit = List.of(ChronoUnit.SECONDS, ChronoUnit.HOURS, ChronoUnit.WEEKS, ChronoUnit.MONTHS)
                .get(random.nextInt(4));
        TrafficWindow window = TrafficWindow.of(1 + random.nextInt(5), unit);
        return random.nextBoolean() ? window : window.only(Direction.values()[random.nextInt(2)]);
    }

    Priority priority() {
        Priority priority =
                random.nextInt(4) == 0 ? Priorities.perDirection(plainPriority(), plainPriority()) : plainPriority();
        if (random.nextInt(3) == 0) {
            priority = modified(priority);
        }
        return priority;
    }

    private Priority plainPriority() {
        return switch (random.nextInt(16)) {
            case 0 -> Priorities.high();
            case 1 -> Priorities.normal();
            case 2 -> Priorities.low();
            case 3 -> Priorities.block();
            case 4 -> Priorities.ignore();
            case 5 -> Priorities.pass();
            case 6 -> Priorities.limit(1 + random.nextInt(1_000_000));
            case 7 -> Priorities.limit(Rate.bitsPerSecond(1 + random.nextInt(1_000)));
            case 8 -> Priorities.limit(new RateLimit(Rate.parse("1 Mbit/s"), 1 + random.nextInt(100)));
            case 9 -> Priorities.limit("*:50 kB/s");
            case 10 -> Priorities.delay(random.nextInt(100), random.nextInt(100));
            case 11 -> Priorities.delay(Duration.ofNanos(1 + random.nextInt(1_000_000)));
            case 12 -> Priorities.drop(random.nextDouble());
            case 13 ->
                Priorities.custom(
                        random.nextInt(3) * 1_000L, 0, random.nextInt(9), random.nextInt(9), random.nextDouble());
            case 14 ->
                Priorities.custom(Impairment.parse(pick(
                        "rate=10 Mbit/s delay=40 ms loss=1 %",
                        "rate=1 Mbit/s overhead=24 queue=64 kB", "", "limit=5 kB/s queue=9 kB")));
            default -> Priorities.quota(quota());
        };
    }

    private Quota quota() {
        Quota quota = Quota.of(pick("20:10 MB", "5 GB", "*:1 MB"));
        quota = random.nextBoolean() ? quota : quota.per(QuotaPeriod.weekFrom(DayOfWeek.SUNDAY));
        quota = random.nextBoolean() ? quota : quota.per(QuotaPeriod.of(Duration.ofMinutes(30)));
        quota = random.nextBoolean() ? quota : quota.initially(Rate.parse("1 Mbit/s"));
        return switch (random.nextInt(3)) {
            case 0 -> quota.then(Rate.parse("50 kB/s"));
            case 1 -> quota.thenSuspend();
            default -> quota;
        };
    }

    private Priority modified(Priority priority) {
        Priority changed = priority;
        try {
            changed = random.nextBoolean() ? changed : changed.combined();
            changed = random.nextBoolean() ? changed : changed.perStream(Tracking.values()[random.nextInt(7)]);
            changed = random.nextBoolean() ? changed : changed.perConnection();
            changed = random.nextBoolean() ? changed : changed.policed();
            changed = random.nextBoolean() ? changed : changed.penalizeShort();
        } catch (IllegalStateException nothingToModify) {
            changed = priority;
        }
        changed = random.nextBoolean() ? changed : changed.bind(new MacAddress(random.nextInt(9)));
        changed = random.nextBoolean() ? changed : changed.dscp(Dscp.of(random.nextInt(64)));
        changed = random.nextBoolean() ? changed : changed.keyed(pick("users", " odd key"));
        return random.nextBoolean() ? changed : changed.counted();
    }

    private String addresses() {
        return pick(
                "192.168.2.1",
                "10.0.0.0 - 10.255.255.255",
                "2001:db8::/32, 80.68.3.4/255.243.3.4",
                "skype.com, 10.0.0.1",
                "@students, Local host",
                "02:00:00:00:00:01, example.org");
    }

    private String ports() {
        return pick("80", "80, 443", "8000 - 8100");
    }

    private List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            texts.add(pick(TEXTS));
        }
        return texts;
    }

    private <E extends Enum<E>> Set<E> some(E[] constants) {
        Set<E> set = EnumSet.of(constants[random.nextInt(constants.length)]);
        Arrays.stream(constants).filter(constant -> random.nextInt(3) == 0).forEach(set::add);
        return set;
    }

    private String pick(String... texts) {
        return texts[random.nextInt(texts.length)];
    }
}
