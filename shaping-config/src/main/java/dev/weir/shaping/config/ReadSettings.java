package dev.weir.shaping.config;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Settings with the values they were read from, of which some may have no effect, and are written again all the same.
 *
 * @param settings the settings
 * @param node all values; never changed
 */
record ReadSettings(GeneralSettings settings, ObjectNode node) {
    static ReadSettings of(GeneralSettings settings) {
        return new ReadSettings(settings, SettingsWriter.write(settings));
    }
}
