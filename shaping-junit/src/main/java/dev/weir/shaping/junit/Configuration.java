package dev.weir.shaping.junit;

import dev.weir.capture.relay.Relay;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What is set from outside, by a system property or a configuration parameter of JUnit. Immutable.
 *
 * @param value the value of a name, empty if it is not set
 */
record Configuration(Function<String, Optional<String>> value) {
    static final String SEED = "weir.seed";
    static final String RECORD = "weir.record";
    static final String REPLAY = "weir.replay";
    static final String INCONCLUSIVE = "weir.inconclusive";

    static Configuration of(ExtensionContext context) {
        return new Configuration(context::getConfigurationParameter);
    }

    /** What is known before JUnit has handed over a context. */
    static Configuration ofSystem() {
        return new Configuration(name -> Optional.ofNullable(System.getProperty(name)));
    }

    /** The seed of every relay, in place of its own. */
    OptionalLong seed() {
        Optional<String> text = value.apply(SEED).map(String::strip);
        try {
            return text.isPresent() ? OptionalLong.of(Long.parseLong(text.get())) : OptionalLong.empty();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(SEED + " must be a whole number: \"" + text.get() + "\"", e);
        }
    }

    /** The folder for the decisions of tests that fail. */
    Optional<Path> recordings() {
        return value.apply(RECORD).map(Path::of);
    }

    /** The file whose decisions every relay repeats. */
    private Optional<Path> replay() {
        return value.apply(REPLAY).map(Path::of);
    }

    /** Sets what is to be set of a relay that is not open yet. A replay brings its own seed. */
    void prepare(Relay relay) {
        seed().ifPresent(relay::seed);
        replay().ifPresent(relay::replay);
        if (recordings().isPresent()) {
            relay.record();
        }
    }

    /** Whether a test that stays inconclusive is aborted; otherwise it fails. */
    boolean abortsInconclusive() {
        String choice = value.apply(INCONCLUSIVE).orElse("fail");
        return switch (choice) {
            case "abort" -> true;
            case "fail" -> false;
            default -> throw new IllegalArgumentException(INCONCLUSIVE + " must be abort or fail: \"" + choice + "\"");
        };
    }
}
