package io.cloudstore.localstack;

import io.cloudstore.localstack.TestResult.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Stories down, stacks across, in Markdown. */
record StoryTable(List<StackRun> runs) {
    private static final String SKIPS = "localstack/README.md#" + KnownSkips.ANCHOR;

    /** The table, each line with its end; the order of the stacks is the given one. */
    String markdown() {
        StringBuilder table = new StringBuilder();
        line(table, "story", "tests", runs.stream().map(StackRun::stack).toList());
        line(table, "---", "--:", runs.stream().map(run -> "---").toList());
        for (String type : types()) {
            String name = "[" + Story.readableName(type) + "](" + Story.source(type) + ")";
            line(table, name, String.valueOf(tests(type)), cells(type));
        }
        return table.toString();
    }

    /** What is in the table but was not told on a stack that was run, a sentence each. */
    List<String> gaps() {
        return types().stream()
                .flatMap(type -> runs.stream()
                        .filter(run ->
                                !run.stories().isEmpty() && run.story(type).isEmpty())
                        .map(run -> Story.readableName(type) + " was not told on " + run.stack() + "."))
                .toList();
    }

    private static void line(StringBuilder table, String story, String tests, List<String> cells) {
        List<String> all = new ArrayList<>(List.of(story, tests));
        all.addAll(cells);
        table.append("| ").append(String.join(" | ", all)).append(" |\n");
    }

    private SortedSet<String> types() {
        return runs.stream()
                .flatMap(run -> run.stories().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The most that a stack ran: where a whole story is skipped, its parameterized tests count as one each. */
    private int tests(String type) {
        return runs.stream()
                .flatMap(run -> run.story(type).stream())
                .mapToInt(story -> story.tests().size())
                .max()
                .orElse(0);
    }

    private List<String> cells(String type) {
        return runs.stream()
                .map(run -> run.story(type).map(StoryTable::cell).orElse("not run"))
                .toList();
    }

    private static String cell(Story story) {
        if (story.isSkipped()) {
            return "[skipped](" + SKIPS + ")";
        }
        List<String> parts = new ArrayList<>();
        if (story.count(Outcome.FAILED) > 0) {
            parts.add("**" + story.count(Outcome.FAILED) + " failed**");
        }
        parts.add(story.count(Outcome.PASSED) + " passed");
        if (story.count(Outcome.SKIPPED) > 0) {
            parts.add("[" + story.count(Outcome.SKIPPED) + " skipped](" + SKIPS + ")");
        }
        return String.join(", ", parts);
    }
}
