package dev.weir.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The options {@code --help} and {@code --version}, which every command has. */
@Command(mixinStandardHelpOptions = true, versionProvider = Help.Version.class)
final class Help {
    private Help() {}

    static void addTo(CommandLine line) {
        line.addMixin("help", new Help());
        line.getSubcommands().values().forEach(Help::addTo);
    }

    /** The version of the build. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            Properties properties = new Properties();
            try (InputStream stream = Weir.class.getResourceAsStream("version.properties")) {
                properties.load(Objects.requireNonNull(stream, "version.properties"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new String[] {"weir " + properties.getProperty("version")};
        }
    }
}
