package dev.weir.benchmarks;

import java.util.List;
import java.util.SplittableRandom;

/**
 * What filters of one kind are like.
 *
 * @param name as in ClassBench
 * @param source source addresses
 * @param destination destination addresses
 * @param sourcePorts source ports
 * @param destinationPorts destination ports
 * @param tcp per cent of filters for TCP
 * @param udp per cent of filters for UDP; of the others half are for ICMP, half for any protocol
 * @param repeats per cent of filters that have the addresses of one before
 */
record FilterShape(
        String name,
        Addresses source,
        Addresses destination,
        Ports sourcePorts,
        Ports destinationPorts,
        int tcp,
        int udp,
        int repeats) {
    private static final Ports ANY = new Ports(100, 0, 0, 0);

    static final List<FilterShape> ALL = List.of(
            new FilterShape(
                    "acl1",
                    new Addresses(0, 8, 80, 0.25),
                    new Addresses(2, 18, 60, 0.4),
                    ANY,
                    new Ports(30, 2, 56, 12),
                    88,
                    2,
                    40),
            new FilterShape(
                    "acl2",
                    new Addresses(15, 30, 40, 0.4),
                    new Addresses(8, 25, 50, 0.4),
                    ANY,
                    new Ports(45, 8, 42, 5),
                    70,
                    20,
                    30),
            new FilterShape(
                    "acl3",
                    new Addresses(5, 40, 40, 0.35),
                    new Addresses(5, 40, 45, 0.4),
                    new Ports(95, 1, 4, 0),
                    new Ports(20, 10, 60, 10),
                    75,
                    15,
                    40),
            new FilterShape(
                    "acl4",
                    new Addresses(5, 45, 35, 0.35),
                    new Addresses(5, 45, 40, 0.4),
                    new Ports(92, 2, 5, 1),
                    new Ports(20, 10, 58, 12),
                    75,
                    15,
                    40),
            new FilterShape(
                    "acl5",
                    new Addresses(0, 10, 85, 0.25),
                    new Addresses(0, 5, 50, 0.45),
                    ANY,
                    new Ports(10, 5, 85, 0),
                    80,
                    20,
                    35),
            new FilterShape(
                    "fw1",
                    new Addresses(60, 6, 70, 0.4),
                    new Addresses(20, 4, 85, 0.4),
                    new Ports(78, 8, 14, 0),
                    new Ports(31, 8, 60, 1),
                    54,
                    33,
                    50),
            new FilterShape(
                    "fw2",
                    new Addresses(10, 10, 85, 0.5),
                    new Addresses(75, 10, 80, 0.3),
                    new Ports(50, 12, 37, 1),
                    ANY,
                    40,
                    50,
                    35),
            new FilterShape(
                    "fw3",
                    new Addresses(55, 10, 80, 0.4),
                    new Addresses(25, 5, 85, 0.4),
                    new Ports(80, 10, 10, 0),
                    new Ports(25, 10, 63, 2),
                    60,
                    30,
                    50),
            new FilterShape(
                    "fw4",
                    new Addresses(45, 8, 80, 0.4),
                    new Addresses(35, 8, 80, 0.4),
                    new Ports(60, 12, 25, 3),
                    new Ports(25, 15, 50, 10),
                    50,
                    40,
                    50),
            new FilterShape(
                    "fw5",
                    new Addresses(55, 8, 80, 0.4),
                    new Addresses(25, 8, 80, 0.4),
                    new Ports(70, 10, 20, 0),
                    new Ports(30, 12, 56, 2),
                    55,
                    35,
                    50),
            new FilterShape(
                    "ipc1",
                    new Addresses(6, 50, 30, 0.35),
                    new Addresses(8, 40, 45, 0.4),
                    new Ports(80, 1, 17, 2),
                    new Ports(57, 5, 35, 3),
                    27,
                    38,
                    10),
            new FilterShape("ipc2", new Addresses(45, 1, 95, 0.5), new Addresses(45, 1, 95, 0.5), ANY, ANY, 20, 20, 0));

    static FilterShape named(String name) {
        return ALL.stream()
                .filter(shape -> shape.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("filter shape must have a known name: " + name));
    }

    int protocol(SplittableRandom random) {
        int draw = random.nextInt(100);
        return draw < tcp ? 6 : draw < tcp + udp ? 17 : random.nextBoolean() ? 1 : -1;
    }

    /**
     * Addresses of one side.
     *
     * @param wild per cent of prefixes of length 0 to 2
     * @param middle of the others, per cent of length 8 to 26; half of these 23 or 24
     * @param full of the rest, per cent of length 32; the others 27 to 31
     * @param branching the share of prefixes that both bits may follow
     */
    record Addresses(int wild, int middle, int full, double branching) {
        int draw(SplittableRandom random) {
            if (random.nextInt(100) < wild) {
                return random.nextInt(100) < 70 ? 0 : random.nextInt(3);
            }
            if (random.nextInt(100) < middle) {
                return random.nextBoolean() ? 23 + random.nextInt(2) : 8 + random.nextInt(19);
            }
            return random.nextInt(100) < full ? 32 : 27 + random.nextInt(5);
        }
    }

    /**
     * Ports of one side, in per cent.
     *
     * @param any all ports
     * @param half 0 to 1023 or 1024 to 65535
     * @param one one port, mostly a well-known one
     * @param other any other range
     */
    record Ports(int any, int half, int one, int other) {
        int[] draw(SplittableRandom random, int[] known) {
            int draw = random.nextInt(any + half + one + other);
            if (draw < any) {
                return new int[] {0, 65_535};
            }
            if (draw < any + half) {
                return random.nextInt(4) == 0 ? new int[] {0, 1023} : new int[] {1024, 65_535};
            }
            if (draw < any + half + one) {
                int port = random.nextInt(3) > 0 ? known[random.nextInt(known.length)] : random.nextInt(1, 65_536);
                return new int[] {port, port};
            }
            int from = random.nextInt(1, 60_000);
            return new int[] {from, Math.min(65_535, from + random.nextInt(1, 5_000))};
        }
    }
}
