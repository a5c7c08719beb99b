package io.cloudstore.gateway.rules;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mistake in the template, made on purpose.
 *
 * @param what somebody did
 * @param change from the template's text to the wrong one
 * @param caughtBy the names of the rules that tell, and of no others
 */
record Mutation(String what, UnaryOperator<String> change, Set<String> caughtBy) {

    /** Changes that follow each other. */
    @SafeVarargs
    static Mutation of(String what, String caughtBy, UnaryOperator<String>... changes) {
        UnaryOperator<String> all = yaml -> {
            String changed = yaml;
            for (UnaryOperator<String> change : changes) {
                changed = change.apply(changed);
            }
            return changed;
        };
        return new Mutation(what, all, Set.of(caughtBy.split(" ")));
    }

    /**
     * In one resource, or one section below {@code Globals} or {@code Parameters}, the first {@code old} becomes
     * {@code fresh}. Refuses when there is none: the mistake would be none.
     */
    static UnaryOperator<String> in(String part, String old, String fresh) {
        return yaml -> {
            MatchResult block = block(yaml, part);
            if (!block.group().contains(old)) {
                throw new IllegalStateException("There is no \"" + old + "\" in " + part + ".");
            }
            int at = block.start() + block.group().indexOf(old);
            return yaml.substring(0, at) + fresh + yaml.substring(at + old.length());
        };
    }

    /** A line of one resource or section is gone, with all that is indented below it. */
    static UnaryOperator<String> without(String part, String line) {
        return yaml -> {
            MatchResult block = block(yaml, part);
            List<String> lines = block.group().lines().toList();
            int first = lines.indexOf(lines.stream()
                    .filter(each -> each.strip().equals(line))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("There is no \"" + line + "\" in " + part + ".")));
            int end = first + 1;
            while (end < lines.size() && depth(lines.get(end)) > depth(lines.get(first))) {
                end++;
            }
            String kept = String.join("\n", lines.subList(0, first)) + "\n"
                    + String.join("\n", lines.subList(end, lines.size())) + "\n";
            return yaml.substring(0, block.start()) + kept + yaml.substring(block.end());
        };
    }

    /** A resource is gone. */
    static UnaryOperator<String> without(String resource) {
        return yaml -> {
            MatchResult block = block(yaml, resource);
            return yaml.substring(0, block.start()) + yaml.substring(block.end());
        };
    }

    /** The template that this mistake makes of a good one. */
    String made(String yaml) {
        return change.apply(yaml);
    }

    private static MatchResult block(String yaml, String part) {
        Matcher block = Pattern.compile("^  " + part + ":\\n(?:(?:    .*)?\\n)*", Pattern.MULTILINE)
                .matcher(yaml);
        if (!block.find()) {
            throw new IllegalStateException("There is no " + part + ".");
        }
        return block.toMatchResult();
    }

    private static int depth(String line) {
        return line.isBlank()
                ? Integer.MAX_VALUE
                : line.length() - line.stripLeading().length();
    }

    @Override
    public String toString() {
        return what;
    }
}
