package io.cloudstore.localstack;

import io.cloudstore.localstack.TestResult.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What each stack can't tell, as {@code localstack/README.md} says: the rows {@code | stack | story | why |} under the
 * heading {@value #HEADING}. A row names a class, or one test of it as {@code Class.method}.
 */
record KnownSkips(List<Row> rows) {
    static final String HEADING = "## What a stack can't tell";
    /** The heading's address within the page. */
    static final String ANCHOR = "what-a-stack-cant-tell";

    private static final Pattern ROW =
            Pattern.compile("^\\|(?<stack>[^|]*)\\|(?<story>[^|]*)\\|(?<why>.*)\\|\\s*$", Pattern.MULTILINE);

    /** One row. */
    record Row(String stack, String story, String why) {
        private boolean covers(Story of, TestResult test) {
            String type = Story.simpleName(of.type());
            return (of.isSkipped() && story.equals(type)) || story.equals(type + "." + test.method());
        }
    }

    /** The rows of a page; none when it has no such heading. */
    static KnownSkips read(String page) {
        int heading = page.indexOf(HEADING + "\n");
        if (heading < 0) {
            return new KnownSkips(List.of());
        }
        int begin = heading + HEADING.length();
        int next = page.indexOf("\n## ", begin);
        Matcher row = ROW.matcher(page.substring(begin, next < 0 ? page.length() : next));
        List<Row> rows = new ArrayList<>();
        while (row.find()) {
            rows.add(new Row(
                    row.group("stack").strip(),
                    row.group("story").strip().replace("`", ""),
                    row.group("why").strip()));
        }
        return new KnownSkips(rows.stream().skip(2).toList()); // the head and the line under it
    }

    /**
     * A sentence for each skipped test without a row, each row that nothing of the run needs, and each without a why; none
     * for a stack on which nothing was run.
     */
    List<String> complaints(StackRun run) {
        if (run.stories().isEmpty()) {
            return List.of();
        }
        List<Row> ofStack =
                rows.stream().filter(row -> row.stack().equals(run.stack())).toList();
        return Stream.concat(
                        run.stories().values().stream().flatMap(story -> withoutRow(run, story, ofStack)),
                        ofStack.stream().flatMap(row -> faults(run, row)))
                .distinct()
                .toList();
    }

    private static Stream<String> withoutRow(StackRun run, Story story, List<Row> rows) {
        return story.tests().stream()
                .filter(test -> test.was(Outcome.SKIPPED))
                .filter(test -> rows.stream().noneMatch(row -> row.covers(story, test)))
                .map(test -> run.stack() + " skips " + Story.simpleName(story.type()) + "." + test.method()
                        + ", but localstack/README.md has no row for it. Its reason: " + test.reason());
    }

    private static Stream<String> faults(StackRun run, Row row) {
        boolean needed = run.stories().values().stream()
                .anyMatch(story ->
                        story.tests().stream().anyMatch(test -> test.was(Outcome.SKIPPED) && row.covers(story, test)));
        if (!needed) {
            return Stream.of(
                    "localstack/README.md says that " + run.stack() + " skips " + row.story() + ", but it doesn't.");
        }
        return row.why().isEmpty()
                ? Stream.of("localstack/README.md doesn't say why " + run.stack() + " skips " + row.story() + ".")
                : Stream.empty();
    }
}
