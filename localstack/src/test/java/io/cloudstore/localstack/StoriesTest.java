package io.cloudstore.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoriesTest {
    private static final String PASSED = "";
    private static final String SKIPPED = "<skipped message=\"stack far: no queue\"/>";
    private static final String FAILED = "<failure message=\"expected 1\">trace</failure>";
    private static final String ROW = "| far | `EventStory` | nobody may write to its queue |\n";

    @TempDir
    Path project;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void readmes() throws IOException {
        Files.writeString(
                project.resolve("README.md"), "before\n" + Stories.BEGIN + "old\n" + Stories.END + "\nafter\n");
        Files.createDirectory(project.resolve("localstack"));
    }

    private void report(String stack, String type, String... outcomes) throws IOException {
        StringBuilder suite = new StringBuilder("<testsuite name=\"" + type + "\">");
        for (int i = 0; i < outcomes.length; i++) {
            suite.append("<testcase name=\"test_").append(i).append("(int)[").append(i + 1);
            suite.append("]\" classname=\"")
                    .append(type)
                    .append("\">")
                    .append(outcomes[i])
                    .append("</testcase>");
        }
        Path folder = Files.createDirectories(project.resolve(stack));
        Files.writeString(folder.resolve("TEST-" + type + ".xml"), suite + "</testsuite>");
    }

    private void knownSkips(String rows) throws IOException {
        Files.writeString(
                project.resolve("localstack/README.md"),
                "# LocalStack\n\n" + KnownSkips.HEADING + "\n\n| stack | story | why |\n|---|---|---|\n" + rows
                        + "\n## Next\n\n| far | UploadStory | x |\n");
    }

    private int run(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.add(project.toString());
        arguments.add("near=" + project.resolve("near"));
        arguments.add("far=" + project.resolve("far"));
        return Stories.run(arguments, new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    private String readme() throws IOException {
        return Files.readString(project.resolve("README.md"));
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private void twoStacks() throws IOException {
        report("near", "io.cloudstore.story.BadInputStory", PASSED, PASSED);
        report("near", "io.cloudstore.story.EventStory", PASSED, PASSED);
        report("near", "io.cloudstore.story.UploadStory", PASSED);
        report("near", "io.cloudstore.whitebox.CrashTest", PASSED);
        report("near", "io.cloudstore.stack.StackConditionTest", PASSED);
        report("far", "io.cloudstore.story.BadInputStory", PASSED, FAILED);
        report("far", "io.cloudstore.story.EventStory", SKIPPED, SKIPPED);
        report("far", "io.cloudstore.story.UploadStory", PASSED);
        report("far", "io.cloudstore.whitebox.CrashTest", PASSED);
        knownSkips(ROW);
    }

    @Test
    void the_table_says_what_each_stack_told_and_nothing_else_of_the_page_changes() throws Exception {
        twoStacks();

        assertThat(run()).isZero();

        assertThat(readme()).isEqualTo("before\n" + Stories.BEGIN + """
                | story | tests | near | far |
                | --- | --: | --- | --- |
                | [Bad input](localstack/src/test/java/io/cloudstore/story/BadInputStory.java) | 2 | 2 passed | **1 failed**, 1 passed |
                | [Event](localstack/src/test/java/io/cloudstore/story/EventStory.java) | 2 | 2 passed | [skipped](localstack/README.md#what-a-stack-cant-tell) |
                | [Upload](localstack/src/test/java/io/cloudstore/story/UploadStory.java) | 1 | 1 passed | 1 passed |
                | [Crash](localstack/src/test/java/io/cloudstore/whitebox/CrashTest.java) | 1 | 1 passed | 1 passed |
                """ + Stories.END + "\nafter\n");
    }

    @Test
    void a_check_fails_until_the_table_is_what_the_reports_say_and_writes_nothing() throws Exception {
        twoStacks();
        String before = readme();

        assertThat(run("--check")).isOne();
        assertThat(readme()).isEqualTo(before);
        assertThat(printed()).contains("isn't what the reports say").contains("| 2 passed | **1 failed**, 1 passed |");

        run();
        assertThat(run("--check")).isZero();
        report("far", "io.cloudstore.story.UploadStory", FAILED);
        assertThat(run("--check")).isOne();
    }

    /** Else a story that no build tells any more would go unnoticed. */
    @Test
    void where_a_stack_lacks_a_story_nothing_is_written_and_a_check_fails() throws Exception {
        twoStacks();
        report("near", "io.cloudstore.whitebox.RedisTest", PASSED);
        String before = readme();

        assertThat(run()).isOne();
        assertThat(printed()).contains("Redis was not told on far.");
        assertThat(readme()).isEqualTo(before);
        assertThat(run("--check")).isOne();
    }

    @Test
    void a_skip_without_a_row_is_a_failure_that_names_it() throws Exception {
        twoStacks();
        knownSkips("");

        assertThat(run()).isOne();

        assertThat(printed())
                .contains(
                        "far skips EventStory.test_0, but localstack/README.md has no row for it. Its reason: stack far:"
                                + " no queue");
    }

    @Test
    void a_row_of_another_stack_does_not_count() throws Exception {
        twoStacks();
        knownSkips(ROW.replace("far", "near"));

        assertThat(run()).isOne();

        assertThat(printed())
                .contains("far skips EventStory.test_1")
                .contains("says that near skips EventStory, but it doesn't");
    }

    @Test
    void a_row_names_a_whole_story_or_one_test_of_it_but_a_story_that_told_a_part_needs_its_tests_named()
            throws Exception {
        twoStacks();
        report("far", "io.cloudstore.story.UploadStory", PASSED, SKIPPED);
        knownSkips(ROW + "| far | UploadStory | slow |\n");

        assertThat(run()).isOne();
        assertThat(printed())
                .contains("far skips UploadStory.test_1")
                .contains("says that far skips UploadStory, but it doesn't");

        knownSkips(ROW + "| far | `UploadStory.test_1` | slow |\n");
        assertThat(run()).isZero();
        assertThat(readme()).contains("1 passed, [1 skipped](localstack/README.md#what-a-stack-cant-tell)");
    }

    @Test
    void a_row_that_nothing_needs_any_more_is_a_failure() throws Exception {
        twoStacks();
        report("far", "io.cloudstore.story.EventStory", PASSED, PASSED);

        assertThat(run()).isOne();

        assertThat(printed()).contains("localstack/README.md says that far skips EventStory, but it doesn't.");
    }

    @Test
    void a_row_says_why() throws Exception {
        twoStacks();
        knownSkips("| far | EventStory | |\n");

        assertThat(run()).isOne();

        assertThat(printed()).contains("doesn't say why far skips EventStory");
    }

    @Test
    void a_stack_on_which_nothing_was_run_has_its_column_and_no_complaint() throws Exception {
        report("near", "io.cloudstore.story.UploadStory", PASSED);
        knownSkips(ROW);

        assertThat(run()).isZero();

        assertThat(readme()).contains("| 1 passed | not run |");
    }

    @Test
    void wrong_use_is_told_the_right_one() throws Exception {
        assertThat(Stories.run(List.of("--check", "."), new PrintStream(printed, true, StandardCharsets.UTF_8)))
                .isEqualTo(2);
        assertThat(printed()).startsWith("Stories [--check] PROJECT NAME=REPORTS");
    }

    @Test
    void a_page_without_the_place_for_the_table_is_refused() throws Exception {
        twoStacks();
        Files.writeString(project.resolve("README.md"), "nothing\n");

        assertThatIllegalArgumentException().isThrownBy(this::run).withMessageContaining(Stories.END);
    }
}
