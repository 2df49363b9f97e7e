package dev.weir.shaping.config;

import dev.weir.shaping.impair.LinkProfile;
import java.util.List;

/**
 * What was read of a file of another tool. Immutable and thread-safe.
 *
 * @param profiles the profiles in the order of the file, 1 or more
 * @param warnings what was left out
 */
public record ImportedProfiles(List<LinkProfile> profiles, List<Warning> warnings) {
    /**
     * Copies the lists.
     *
     * @param profiles the profiles
     * @param warnings what was left out
     */
    public ImportedProfiles {
        profiles = List.copyOf(profiles);
        warnings = List.copyOf(warnings);
    }

    /**
     * The profile of a name.
     *
     * @param name the name as the file has it, in any case
     * @return the profile
     * @throws IllegalArgumentException if there is none
     */
    public LinkProfile byName(String name) {
        return profiles.stream()
                .filter(profile -> profile.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("profile is unknown: \"" + name + "\", expected one of "
                        + profiles.stream().map(LinkProfile::name).toList()));
    }
}
