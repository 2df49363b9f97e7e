package dev.weir.shaping.junit;

import dev.weir.capture.relay.Conditions;
import dev.weir.capture.relay.Relay;
import java.lang.reflect.AnnotatedElement;
import java.net.InetSocketAddress;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.ReflectionSupport;

/** What an {@link Impaired} annotation says, read and checked. Immutable. */
record RelayRecipe(Impaired annotation, Conditions conditions, String host, int port) {
    private static final Pattern TARGET =
            Pattern.compile("(?:\\[(?<v6>[^\\]]+)\\]|(?<host>[^:\\[\\]]+)):(?<port>\\d{1,5})");
    private static final int MOST_PORT = 0xFFFF;

    /**
     * Reads an annotation.
     *
     * @param on what it stands on, for the message
     * @throws ExtensionConfigurationException if something in it is wrong
     */
    static RelayRecipe of(Impaired annotation, AnnotatedElement on) {
        try {
            return read(annotation);
        } catch (IllegalArgumentException e) {
            throw new ExtensionConfigurationException("@Impaired on " + on + ": " + e.getMessage(), e);
        }
    }

    private static RelayRecipe read(Impaired annotation) {
        Conditions conditions = Conditions.parse(annotation.value());
        String target = annotation.target();
        if (annotation.targetFrom() != ImpairedTarget.class) {
            if (!target.isEmpty()) {
                throw new IllegalArgumentException("target and targetFrom must not both be given: \"" + target + "\"");
            }
            return new RelayRecipe(annotation, conditions, "", 0);
        }
        Matcher matcher = TARGET.matcher(target.strip());
        int port = matcher.matches() ? Integer.parseInt(matcher.group("port")) : 0;
        if (port < 1 || port > MOST_PORT) {
            throw new IllegalArgumentException(
                    "target must be host:port with a port within 1..65535: \"" + target + "\"");
        }
        String v6 = matcher.group("v6");
        return new RelayRecipe(annotation, conditions, v6 == null ? matcher.group("host") : v6, port);
    }

    RelayUse open(ExtensionContext test) {
        Relay relay = relay(test).initially(conditions).seed(annotation.seed());
        Configuration.of(test).prepare(relay);
        relay.address();
        return new RelayUse(relay, annotation.optional(), false);
    }

    private Relay relay(ExtensionContext test) {
        Supplier<InetSocketAddress> target = target(test);
        return annotation.udp() ? Relay.udp(target) : Relay.tcp(target);
    }

    private Supplier<InetSocketAddress> target(ExtensionContext test) {
        if (host.isEmpty()) {
            ImpairedTarget target = ReflectionSupport.newInstance(annotation.targetFrom());
            return () -> target.address(test);
        }
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new IllegalArgumentException(
                    "target must have a host that is known: \"" + annotation.target() + "\"");
        }
        return () -> address;
    }
}
