package dev.weir.cli;

import dev.weir.shaping.ProcessPriority;
import dev.weir.shaping.RuleEntry;
import dev.weir.shaping.config.Configuration;
import dev.weir.shaping.config.ConfigurationException;
import dev.weir.shaping.config.Fault;
import dev.weir.shaping.config.Reading;
import dev.weir.shaping.config.RuleCheck;
import dev.weir.shaping.config.RuleCheck.HiddenRule;
import dev.weir.shaping.config.RuleFile;
import dev.weir.shaping.config.RuleWords;
import dev.weir.shaping.filter.Filter;
import dev.weir.shaping.filter.FilterSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks a file of rules. */
@Command(
        name = "check",
        description = {
            "Checks a file of rules: tells everything that is wrong with it, or else what each rule means, and which rules can"
                    + " never decide because of earlier ones. It names only those of which it is certain."
        },
        footer = {"", "Example:", "  weir rules check --strict rules.json"})
final class RulesCheckCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE", description = "The file, JSON.")
    private Path file = Path.of("");

    @Option(names = "--strict", description = "Fail also if a rule can never decide, or a field is not known.")
    private boolean strict;

    RulesCheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Reading reading;
        try {
            reading = RuleFile.read(file);
        } catch (ConfigurationException e) {
            if (e.faults().isEmpty()) {
                throw e;
            }
            for (Fault fault : e.faults()) {
                console.warn(file + ": " + fault);
            }
            return 1;
        }
        reading.warnings().forEach(warning -> console.warn(file + ": " + warning));
        List<HiddenRule> hidden = RuleCheck.hidden(reading.configuration().rules());
        console.print(text(reading.configuration(), hidden));
        return strict && !(hidden.isEmpty() && reading.warnings().isEmpty()) ? 1 : 0;
    }

    private static String text(Configuration configuration, List<HiddenRule> hidden) {
        String rules = rules(configuration.rules().entries(), hidden);
        String priorities = priorities(configuration.rules().processPriorities());
        return filters(configuration.filters())
                + (configuration.settings().shaping().rulesFirst() ? rules + priorities : priorities + rules)
                + "else: " + RuleWords.of(configuration.settings().defaultPriority()) + '\n';
    }

    private static String filters(FilterSet filters) {
        StringBuilder text = new StringBuilder();
        for (Filter filter : filters.filters()) {
            text.append("filter ")
                    .append(filters.id(filter.name()))
                    .append(". \"")
                    .append(filter.name())
                    .append("\": ")
                    .append(RuleWords.of(filter))
                    .append('\n');
        }
        return text.toString();
    }

    private static String rules(List<RuleEntry> entries, List<HiddenRule> hidden) {
        Map<String, Integer> places = new LinkedHashMap<>();
        entries.forEach(entry -> places.put(entry.name(), places.size() + 1));
        StringBuilder text = new StringBuilder();
        for (RuleEntry entry : entries) {
            text.append(titled(entry.name(), places))
                    .append(": ")
                    .append(RuleWords.of(entry))
                    .append('\n');
            hidden.stream().filter(each -> each.rule().equals(entry.name())).forEach(each -> text.append(
                            "   never decides: ")
                    .append(reason(each, places))
                    .append('\n'));
        }
        return text.toString();
    }

    private static String priorities(List<ProcessPriority> priorities) {
        return priorities.stream()
                .map(priority -> "executable " + priority.name() + ": " + RuleWords.of(priority.priority()) + "\n")
                .collect(Collectors.joining());
    }

    private static String reason(HiddenRule rule, Map<String, Integer> places) {
        if (rule.by().isEmpty()) {
            return "its conditions exclude each other";
        }
        return "hidden by "
                + String.join(
                        " and ",
                        rule.by().stream().map(name -> titled(name, places)).toList());
    }

    private static String titled(String name, Map<String, Integer> places) {
        return places.get(name) + ". \"" + name + "\"";
    }
}
