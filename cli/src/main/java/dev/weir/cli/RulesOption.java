package dev.weir.cli;

import dev.weir.shaping.config.Configuration;
import dev.weir.shaping.config.Reading;
import dev.weir.shaping.config.RuleFile;
import dev.weir.shaping.core.Shaper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options {@code --rules} and {@code --zone}. */
final class RulesOption {
    @Option(
            names = "--rules",
            paramLabel = "FILE",
            description = "A file of filters, rules and settings, see 'weir rules check --help'.")
    private @Nullable Path file;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "The time zone of the times in rules, such as Europe/Berlin; UTC unless given.")
    private ZoneId zone = ZoneOffset.UTC;

    /** A recipe with the rules and settings of the file, if there is one. */
    Shaper shaper(Shaper.Builder recipe, Console console) throws IOException {
        recipe.zone(zone);
        if (file == null) {
            return recipe.build();
        }
        Reading reading = RuleFile.read(file);
        reading.warnings().forEach(warning -> console.warn(file + ": " + warning));
        Configuration configuration = reading.configuration();
        try {
            configuration.groups().forEach(recipe::addressGroup);
            return recipe.filters(configuration.filters())
                    .rules(configuration.rules())
                    .settings(configuration.settings().shaping())
                    .defaultPriority(configuration.settings().defaultPriority())
                    .build();
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }
}
