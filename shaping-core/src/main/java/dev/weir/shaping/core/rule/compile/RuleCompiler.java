package dev.weir.shaping.core.rule.compile;

import dev.weir.shaping.Rule;
import dev.weir.shaping.RuleEntry;
import dev.weir.shaping.RuleSet;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Compiles rule lists, and remembers what it found out about the rules of the last one, so that an edited list compiles faster. Not thread-safe, and not for the
 * packet path: compiling takes milliseconds for thousands of rules.
 */
public final class RuleCompiler {
    private IdentityHashMap<Rule, Form> known = new IdentityHashMap<>();

    /** A compiler that knows no rule yet. */
    public RuleCompiler() {}

    /**
     * Compiles the enabled rules of a list.
     *
     * @param set the list
     * @return the program, in which a rule's number is its place among the enabled ones
     */
    public RuleProgram compile(RuleSet set) {
        IdentityHashMap<Rule, Form> found = new IdentityHashMap<>();
        List<Rule> rules = new ArrayList<>();
        List<Form> forms = new ArrayList<>();
        for (RuleEntry entry : set.entries()) {
            Rule rule = entry.rule();
            Form form = known.get(rule);
            if (form == null) {
                form = Form.of(rule);
            }
            found.put(rule, form);
            if (entry.enabled()) {
                rules.add(rule);
                forms.add(form);
            }
        }
        known = found;
        return new RuleProgram(rules, forms);
    }
}
