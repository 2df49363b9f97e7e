package dev.weir.shaping.lookup.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GreetingTest {
    /** Feeds until the greeting has enough; how many bytes it took. */
    private static int feed(Greeting greeting, byte[] octets) {
        for (int i = 0; i < octets.length; i++) {
            if (!greeting.feed(octets[i] & 0xFF)) {
                return i + 1;
            }
        }
        return octets.length;
    }

    private static @Nullable String serverName(byte[] octets) {
        ClientHello hello = new ClientHello();
        feed(hello, octets);
        assertThat(hello.url()).isNull();
        return hello.host();
    }

    private static HttpRequest request(String text) {
        HttpRequest request = new HttpRequest();
        feed(request, Octets.ascii(text));
        return request;
    }

    @Test
    void reads_the_server_name() {
        assertThat(serverName(Hellos.to("Www.Example.ORG"))).isEqualTo("www.example.org");
        String longest = "a".repeat(63) + "." + "b".repeat(63) + "." + "c".repeat(63) + "." + "d".repeat(61);
        assertThat(serverName(Hellos.to(longest))).isEqualTo(longest);
    }

    @Test
    void stops_at_the_name_and_takes_no_more() {
        ClientHello hello = new ClientHello();
        byte[] octets = Hellos.to("example.org");
        assertThat(feed(hello, octets)).isLessThan(octets.length);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100, 500})
    void reads_a_message_in_several_records(int size) {
        assertThat(serverName(Hellos.inRecords(Hellos.message("example.org"), size)))
                .isEqualTo("example.org");
    }

    @Test
    void knows_no_name_where_there_is_none() {
        byte[] without = Hellos.record(Hellos.message(null));
        ClientHello hello = new ClientHello();
        assertThat(feed(hello, Arrays.copyOf(without, without.length + 50))).isEqualTo(without.length);
        assertThat(hello.host()).isNull();
        assertThat(serverName(Hellos.to("not a name"))).isNull();
        assertThat(serverName(Hellos.to(""))).isNull();
        assertThat(serverName(Hellos.to("x".repeat(255)))).isNull();
        assertThat(serverName(Octets.hex("16 0303 0004 02 000000")))
                .as("a ServerHello")
                .isNull();
        assertThat(serverName(Octets.hex("16 0303 0000"))).isNull();
        assertThat(serverName(Octets.hex("17 0303 0010"))).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "GET / HTTP/1.1, Host: example.org, example.org, http://example.org/",
        "GET /a/b?c=d HTTP/1.1, HOST:Example.org:8080, example.org, http://Example.org:8080/a/b?c=d",
        "POST /x HTTP/1.0, host:   10.0.0.1  , 10.0.0.1, http://10.0.0.1/x",
        "GET http://example.net/y HTTP/1.1, Host: example.net, example.net, http://example.net/y",
        "GET HTTP://example.net/y HTTP/1.1, Host: example.net, example.net, HTTP://example.net/y",
        "OPTIONS * HTTP/1.1, Host: example.org, example.org, http://example.org/",
        "CONNECT example.org:443 HTTP/1.1, Host: example.org:443, example.org,",
        "GET /x HTTP/1.1, Accept: */*, ,",
        "GET /x HTTP/1.1, Host: not a name, ,",
        "GET /x HTTP/1.1, Hostess: example.org, ,",
        "GET, Host: example.org, ,",
    })
    void reads_host_and_url(String first, String header, @Nullable String host, @Nullable String url) {
        for (String end : new String[] {"\r\n", "\n"}) {
            HttpRequest request =
                    request(first + end + "User-Agent: test" + end + header + end + end + "Host: body.org" + end);
            assertThat(request.host()).isEqualTo(host);
            assertThat(request.url()).isEqualTo(url);
        }
    }

    @Test
    void stops_at_the_end_of_the_head() {
        HttpRequest request = new HttpRequest();
        String head = "GET / HTTP/1.1\r\n\r\n";
        assertThat(feed(request, Octets.ascii(head + "Host: body.org\r\n"))).isEqualTo(head.length());
    }

    @Test
    void cuts_long_lines_off_and_stops_reading() {
        HttpRequest request = request("GET /" + "x".repeat(5_000) + " HTTP/1.1\r\nHost: example.org\r\n");
        assertThat(request.url()).isEqualTo("http://example.org/" + "x".repeat(HttpRequest.LONGEST_LINE - 5));
        HttpRequest endless = new HttpRequest();
        String fields = "GET / HTTP/1.1\r\n" + "Accept: */*\r\n".repeat(10_000);
        assertThat(feed(endless, Octets.ascii(fields))).isEqualTo(HttpRequest.LONGEST_HEAD);
    }

    @Test
    void survives_any_bytes() {
        SplittableRandom random = new SplittableRandom(1);
        int names = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] hello = Hellos.to("example.org");
            byte[] http = Octets.ascii("GET /x HTTP/1.1\r\nHost: example.org\r\n\r\n");
            for (int change = random.nextInt(5); change >= 0; change--) {
                hello[random.nextInt(hello.length)] = (byte) random.nextInt();
                http[random.nextInt(http.length)] = (byte) random.nextInt();
            }
            names += "example.org".equals(serverName(hello)) ? 1 : 0;
            HttpRequest request = new HttpRequest();
            feed(request, http);
            String url = request.url();
            assertThat(url == null || url.chars().allMatch(letter -> letter > 32 && letter < 127))
                    .isTrue();
            byte[] noise = new byte[random.nextInt(400)];
            random.nextBytes(noise);
            feed(new HttpRequest(), noise);
            serverName(noise);
            serverName(Hellos.record(noise.length == 0 ? new byte[1] : noise));
        }
        assertThat(names).isBetween(5_000, 19_900);
    }
}
