package io.cloudstore.localstack;

import io.cloudstore.localstack.TestResult.Outcome;
import java.util.List;
import java.util.Locale;

/**
 * A class of tests, on one stack.
 *
 * @param type the class's full name
 */
record Story(String type, List<TestResult> tests) {
    private static final String SOURCES = "localstack/src/test/java/";

    Story {
        tests = List.copyOf(tests);
    }

    /** The class's name, as the table of what is skipped has it. */
    static String simpleName(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    /** In words: {@code io.cloudstore.story.BadInputStory} is {@code Bad input}. */
    static String readableName(String type) {
        String words = simpleName(type)
                .replaceFirst("(Story|Test)$", "")
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** Its source, from the project's folder. */
    static String source(String type) {
        return SOURCES + type.replace('.', '/') + ".java";
    }

    long count(Outcome outcome) {
        return tests.stream().filter(test -> test.was(outcome)).count();
    }

    /** Whether nothing of it was run. */
    boolean isSkipped() {
        return tests.stream().allMatch(test -> test.was(Outcome.SKIPPED));
    }
}
