package dev.weir.shaping.lookup.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DnsAnswerTest {
    /** An answer as a resolver sends it: www.example.org is an alias of edge.example.net, which has an A and an AAAA record; all names but the first end in pointers. */
    private static final byte[] ANSWER = Octets.hex(
            """
            1a2b 8180 0001 0003 0000 0000
            03777777 07 6578616d706c65 036f7267 00 0001 0001
            c00c 0005 0001 0000012c 0012 0465646765 07 6578616d706c65 036e6574 00
            c02d 0001 0001 0000003c 0004 c0000207
            c02d 001c 0001 00000e10 0010 20010db8 00000000 00000000 00000007
            """);

    private final List<String> found = new ArrayList<>();

    private boolean read(byte[] message) {
        found.clear();
        return DnsAnswer.read(Octets.of(message), (address, name, ttl) -> found.add(name + " " + address + " " + ttl));
    }

    private static Octets answer(int questions, int answers) {
        return new Octets()
                .bytes(Octets.hex("0001 8180"))
                .number(questions, 2)
                .number(answers, 2)
                .number(0, 4);
    }

    private static Octets question(String name, int answers) {
        return answer(1, answers).name(name).bytes(Octets.hex("0001 0001"));
    }

    private static void a(Octets message, String owner, int last) {
        message.name(owner).bytes(Octets.hex("0001 0001 00000064 0004 c00002")).number(last, 1);
    }

    private static void alias(Octets message, String owner, String target) {
        byte[] name = new Octets().name(target).toBytes();
        message.name(owner)
                .bytes(Octets.hex("0005 0001 00000032"))
                .number(name.length, 2)
                .bytes(name);
    }

    @Test
    void gives_every_address_the_name_that_was_asked_for() {
        assertThat(read(ANSWER)).isTrue();
        assertThat(found).containsExactly("www.example.org 192.0.2.7 60", "www.example.org 2001:db8::7 300");
        assertThat(DnsAnswer.plausible(Octets.of(ANSWER))).isTrue();
    }

    @Test
    void follows_chains_in_any_order() {
        Octets message = question("A.example", 4);
        a(message, "c.example", 1);
        alias(message, "b.example", "C.example");
        alias(message, "a.example", "b.example");
        a(message, "other.example", 2);
        assertThat(read(message.toBytes())).isTrue();
        assertThat(found).containsExactly("a.example 192.0.2.1 50");
    }

    @Test
    void comes_to_an_end_with_chains_that_do_not() {
        Octets message = question("a.example", 3);
        alias(message, "a.example", "b.example");
        alias(message, "b.example", "a.example");
        a(message, "b.example", 1);
        assertThat(read(message.toBytes())).isTrue();
        assertThat(found).containsExactly("a.example 192.0.2.1 50");
    }

    @Test
    void reads_multicast_answers_without_a_question() {
        Octets message = new Octets().bytes(Octets.hex("0000 8400 0000 0001 0000 0001"));
        message.name("_ipp._tcp.local").bytes(Octets.hex("000c 0001 00000078 0002 c00c"));
        message.name("Printer.local").bytes(Octets.hex("0001 8001 00000078 0004 c0000209"));
        assertThat(read(message.toBytes())).isTrue();
        assertThat(found).containsExactly("printer.local 192.0.2.9 120");
    }

    @Test
    void reads_at_most_64_records() {
        Octets message = question("a.example", 200);
        for (int i = 0; i < 200; i++) {
            a(message, "a.example", i);
        }
        assertThat(read(message.toBytes())).isTrue();
        assertThat(found).hasSize(DnsAnswer.MOST_RECORDS).last().isEqualTo("a.example 192.0.2.63 100");
    }

    @Test
    void leaves_out_names_that_are_none() {
        Octets message = answer(1, 1).number(3, 1).text("a b").bytes(Octets.hex("00 0001 0001"));
        message.bytes(Octets.hex("c00c 0001 0001 00000064 0004 c0000201"));
        assertThat(read(message.toBytes())).isTrue();
        assertThat(found).isEmpty();
        Octets root = question("", 1);
        a(root, "", 1);
        assertThat(read(root.toBytes())).isTrue();
        assertThat(found).isEmpty();
    }

    @Test
    void reads_nothing_but_answers_without_error() {
        byte[] query = ANSWER.clone();
        query[2] &= 0x7F;
        assertThat(read(query)).isFalse();
        byte[] missing = ANSWER.clone();
        missing[3] |= 3;
        assertThat(read(missing)).isFalse();
        byte[] update = ANSWER.clone();
        update[2] |= 5 << 3;
        assertThat(read(update)).isFalse();
        assertThat(read(new byte[0])).isFalse();
        assertThat(found).isEmpty();
    }

    @Test
    void tells_nothing_of_a_broken_answer() {
        for (int length = 0; length < ANSWER.length; length++) {
            assertThat(read(Arrays.copyOf(ANSWER, length)))
                    .as("cut to %s", length)
                    .isFalse();
            assertThat(found).isEmpty();
        }
    }

    @Test
    void follows_no_pointer_that_leads_forward_or_in_a_circle() {
        for (String name : new String[] {"c00c", "c00e", "c0ff", "0161 c00c", "c00e c00c", "7f", "80", "ff"}) {
            Octets message = answer(1, 0).bytes(Octets.hex(name)).bytes(Octets.hex("0001 0001"));
            assertThat(read(message.toBytes())).as(name).isFalse();
        }
    }

    @Test
    void refuses_names_longer_than_253_letters() {
        String longest = "a".repeat(63) + "." + "b".repeat(63) + "." + "c".repeat(63) + "." + "d".repeat(61);
        Octets fits = question(longest, 1);
        a(fits, longest, 1);
        assertThat(read(fits.toBytes())).isTrue();
        assertThat(found).hasSize(1);
        assertThat(read(question(longest + "e", 0).toBytes())).isFalse();
    }

    @Test
    void survives_any_bytes() {
        SplittableRandom random = new SplittableRandom(2);
        int read = 0;
        for (int round = 0; round < 50_000; round++) {
            byte[] message = ANSWER.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                message[random.nextInt(4, message.length)] = (byte) random.nextInt();
            }
            read += read(message) ? 1 : 0;
            DnsAnswer.plausible(Octets.of(message));
            byte[] noise = new byte[random.nextInt(100)];
            random.nextBytes(noise);
            if (noise.length > 4) {
                noise[2] = (byte) 0x81;
                noise[3] = (byte) 0x80;
            }
            read(noise);
            DnsAnswer.plausible(Octets.of(noise));
        }
        assertThat(read).isBetween(10_000, 45_000);
    }
}
