package dev.weir.shaping.junit;

import dev.weir.capture.relay.Conditions;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test a relay of its own between the code under test and its server.
 *
 * <pre>{@code
 * @Impaired(target = "localhost:8080", value = "upload delay=40 ms; download rate=256 kbit/s loss=2 %", seed = 42)
 * class OrderClientTest {
 *     @Test
 *     void slow(URI server) { ... }
 * }
 * }</pre>
 *
 * <p>On a class it holds for all its tests, those of nested and of derived classes too; on a method for that test, in place of what stands on the class. It may stand on another annotation. Test methods,
 * {@code @BeforeEach} and {@code @AfterEach} methods may have parameters of type {@link dev.weir.capture.relay.Relay}, {@link java.net.InetSocketAddress} and {@link java.net.URI}: the relay, and where it
 * listens. In a {@code @ParameterizedTest} only the relay is given, as the others may be arguments.
 *
 * <p>The relay is open from before {@code @BeforeEach} methods until behind {@code @AfterEach} methods. Tests may run at the same time. For a relay that {@code @BeforeAll} methods or constructors can
 * use, and for two relays in a test, there is {@link ImpairedRelay}; what is said there of unused relays and of failing and inconclusive tests holds here too.
 *
 * <p>Texts are checked before the first test of the class.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(ImpairedExtension.class)
public @interface Impaired {
    /**
     * The conditions that the test begins with, in the text form of {@link Conditions#parse}.
     *
     * @return lines and faults; none unless given
     */
    String value() default "";

    /**
     * Where connections go, such as {@code localhost:8080} or {@code [::1]:8080}.
     *
     * @return host and port; empty if {@link #targetFrom} tells
     */
    String target() default "";

    /**
     * Tells where connections go when that is known at run time only.
     *
     * @return a class with a constructor without parameters
     */
    Class<? extends ImpairedTarget> targetFrom() default ImpairedTarget.class;

    /**
     * Whether the relay is one for UDP.
     *
     * @return false unless given: it is one for TCP
     */
    boolean udp() default false;

    /**
     * The scheme of a parameter of type {@link java.net.URI}.
     *
     * @return {@code http} unless given
     */
    String scheme() default "http";

    /**
     * What random decisions depend on.
     *
     * @return the seed
     */
    long seed() default 0;

    /**
     * Whether tests may leave the relay unused.
     *
     * @return false unless given: a test that succeeds without a connection fails
     */
    boolean optional() default false;
}
