package dev.weir.shaping.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.shaping.match.BlockList;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads configurations: the published bodies of filters, rules, priorities and settings, and whole files with all of them (seed 001:292-339). Lenient about the text:
 * names need no quotes, texts may have single ones, there may be comments, trailing commas and hexadecimal numbers. A field nobody knows is a warning; whatever
 * is wrong is collected and thrown together. Immutable and thread-safe; reading allocates.
 *
 * <pre>{@code
 * Reading reading = ConfigurationReader.create().read("{rules: [{name: 'slow', remote_port: '443', priority: 'low'}]}");
 * }</pre>
 */
public final class ConfigurationReader {
    private static final ConfigurationReader PLAIN = new ConfigurationReader(List.of(), null);

    private final List<BlockList> blockLists;
    private final @Nullable Path directory;

    private ConfigurationReader(List<BlockList> blockLists, @Nullable Path directory) {
        this.blockLists = blockLists;
        this.directory = directory;
    }

    /**
     * A reader that knows no block lists, and opens no files that a document names.
     *
     * @return the reader
     */
    public static ConfigurationReader create() {
        return PLAIN;
    }

    /**
     * This reader, and rules may refer to some block lists by their ids.
     *
     * @param lists the lists, in place of others
     * @return the new reader
     */
    public ConfigurationReader blockLists(Collection<BlockList> lists) {
        return new ConfigurationReader(List.copyOf(lists), directory);
    }

    /**
     * This reader, and it reads files of block lists that a document names.
     *
     * @param path the directory from which on they are found
     * @return the new reader
     */
    public ConfigurationReader directory(Path path) {
        return new ConfigurationReader(blockLists, path);
    }

    /**
     * Reads a document.
     *
     * @param text the text, an object
     * @return what was read
     * @throws ConfigurationException with everything that is wrong
     */
    public Reading read(String text) throws ConfigurationException {
        return read(text, Configuration.EMPTY);
    }

    /**
     * Reads a document onto a configuration: lists in it replace those of the configuration, settings that it does not have keep their values, and so do whole
     * sections. If anything is wrong nothing is changed.
     *
     * @param text the text, an object
     * @param base what holds where the document is silent
     * @return what was read
     * @throws ConfigurationException with everything that is wrong
     */
    public Reading read(String text, Configuration base) throws ConfigurationException {
        ObjectNode root = Json.parse(text);
        Findings findings = new Findings();
        Configuration.Parts parts = new SectionReader(findings, blockLists, directory).read(root, base.parts());
        findings.throwFaults();
        return new Reading(parts.configuration(), findings.warnings());
    }
}
