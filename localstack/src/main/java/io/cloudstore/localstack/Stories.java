package io.cloudstore.localstack;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes which story was told on which stack into {@code README.md}, from Surefire's reports of each stack's run, or checks
 * that it says so already. Either way a story that was skipped without a row in {@code localstack/README.md}, and a row
 * that nothing needs, is a failure.
 */
public final class Stories {
    static final String BEGIN = "<!-- stories: io.cloudstore.localstack.Stories writes this table -->\n";
    static final String END = "<!-- /stories -->";

    private static final String USAGE = """
            Stories [--check] PROJECT NAME=REPORTS …
              PROJECT       the project's folder, with README.md and localstack/README.md in it
              NAME=REPORTS  a stack, and Surefire's folder of the run on it; the order is that of the columns
              --check       writes nothing, and fails when the table isn't what the reports say, or a stack lacks a story
            """;

    private final Path readme;
    private final Path skips;
    private final List<StackRun> runs;
    private final PrintStream out;

    Stories(Path project, List<StackRun> runs, PrintStream out) {
        this.readme = project.resolve("README.md");
        this.skips = project.resolve("localstack/README.md");
        this.runs = List.copyOf(runs);
        this.out = out;
    }

    /** See the usage, which it prints when called with anything else. Exits with 1 for a complaint, with 2 for wrong use. */
    public static void main(String[] arguments) throws IOException {
        System.exit(run(List.of(arguments), System.out));
    }

    static int run(List<String> arguments, PrintStream out) throws IOException {
        List<String> rest = new ArrayList<>(arguments);
        boolean check = rest.remove("--check");
        if (rest.size() < 2 || rest.stream().skip(1).anyMatch(run -> run.indexOf('=') < 1)) {
            out.print(USAGE);
            return 2;
        }
        List<StackRun> runs = rest.stream()
                .skip(1)
                .map(run -> run.split("=", 2))
                .map(run -> StackRun.read(run[0], Path.of(run[1])))
                .toList();
        Stories stories = new Stories(Path.of(rest.getFirst()), runs, out);
        boolean skipsAreKnown = stories.skipsAreKnown();
        boolean isWhole = stories.isWhole();
        if (check) {
            return stories.tableIsThere() && isWhole && skipsAreKnown ? 0 : 1;
        }
        if (isWhole) { // from half of the runs, what was told before would be gone
            stories.writeTable();
        }
        return isWhole && skipsAreKnown ? 0 : 1;
    }

    private boolean skipsAreKnown() throws IOException {
        KnownSkips known = KnownSkips.read(Files.exists(skips) ? Files.readString(skips) : "");
        List<String> complaints =
                runs.stream().flatMap(run -> known.complaints(run).stream()).toList();
        complaints.forEach(out::println);
        return complaints.isEmpty();
    }

    private boolean isWhole() {
        List<String> gaps = new StoryTable(runs).gaps();
        gaps.forEach(out::println);
        return gaps.isEmpty();
    }

    private boolean tableIsThere() throws IOException {
        String page = Files.readString(readme);
        boolean same = page.equals(withTable(page));
        if (!same) {
            out.println("README.md's table of stories isn't what the reports say, which is:");
            out.print(new StoryTable(runs).markdown());
        }
        return same;
    }

    private void writeTable() throws IOException {
        Files.writeString(readme, withTable(Files.readString(readme)));
    }

    private String withTable(String page) {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END, Math.max(begin, 0));
        if (begin < 0 || end < 0) {
            throw new IllegalArgumentException("README.md has no lines " + BEGIN.strip() + " and " + END);
        }
        return page.substring(0, begin + BEGIN.length()) + new StoryTable(runs).markdown() + page.substring(end);
    }
}
