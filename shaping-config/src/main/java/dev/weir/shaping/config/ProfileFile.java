package dev.weir.shaping.config;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Files of other tools with kinds of connections: the preferences of Apple's Network Link Conditioner ({@code com.apple.network.prefPaneSimulate.plist}, as XML), and
 * profiles of Facebook's Augmented Traffic Control (JSON). Thread-safe; blocks on the disk.
 *
 * <p>What a profile asks for and Weir has no part for is left out, and told as a warning.
 */
public final class ProfileFile {
    private static final String BINARY = "bplist";

    private ProfileFile() {}

    /**
     * Reads a file.
     *
     * @param file the file, 16 MiB at most
     * @return its profiles
     * @throws ConfigurationException if it holds no profile that can be read
     * @throws IOException if it cannot be read
     */
    public static ImportedProfiles read(Path file) throws IOException {
        Path name = file.getFileName();
        try {
            return parse(name == null ? "" : name.toString(), RuleFile.text(file));
        } catch (ConfigurationException e) {
            throw e.in(file.toString());
        }
    }

    /**
     * Reads the text of a file.
     *
     * @param name the file's name, for profiles that have none and as their source
     * @param text what it holds
     * @return its profiles
     * @throws ConfigurationException if it holds no profile that can be read
     */
    public static ImportedProfiles parse(String name, String text) throws ConfigurationException {
        String content = text.strip();
        if (content.startsWith(BINARY)) {
            throw ConfigurationException.syntax(
                    "property list must be XML, not binary: convert it with \"plutil -convert xml1\"");
        }
        return content.startsWith("<")
                ? new ConditionerProfiles(name).read(PropertyList.parse(content))
                : new AtcProfiles(name).read(Json.parse(content));
    }
}
