package dev.weir.shaping.config;

import dev.weir.shaping.Priority;
import dev.weir.shaping.RuleEntry;
import dev.weir.shaping.match.Match;
import dev.weir.shaping.match.MatchRule;
import java.util.List;

/** Reads single rules. */
final class Read {
    private Read() {}

    static Configuration document(String text) throws ConfigurationException {
        return ConfigurationReader.create()
                .blockLists(RandomRules.LISTS)
                .read(text)
                .configuration();
    }

    /** What the fields of a rule make. */
    static Match condition(String fields) throws ConfigurationException {
        RuleEntry entry = rule(fields + (fields.isEmpty() ? "" : ", ") + "priority: 'low'");
        return ((MatchRule) entry.rule()).match();
    }

    static Priority priority(String fields) throws ConfigurationException {
        return ((MatchRule) rule("priority: {" + fields + "}").rule()).priority();
    }

    static RuleEntry rule(String fields) throws ConfigurationException {
        return document("{rules: [{name: 'r', " + fields + "}]}")
                .rules()
                .entries()
                .get(0);
    }

    static List<Fault> faults(String document) {
        try {
            document(document);
            return List.of();
        } catch (ConfigurationException e) {
            return e.faults();
        }
    }

    /** Field and code of what is wrong with a rule. */
    static List<String> ruleFaults(String fields) {
        return faults("{rules: [{name: 'r', " + fields + "}]}").stream()
                .map(fault -> fault.field() + " " + fault.code())
                .toList();
    }
}
