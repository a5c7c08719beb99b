package io.cloudstore.localstack;

/**
 * How one test went.
 *
 * @param method its name, the same for every invocation of a parameterized test
 * @param reason why it was skipped; empty otherwise
 */
record TestResult(String method, Outcome outcome, String reason) {
    enum Outcome {
        PASSED,
        SKIPPED,
        FAILED
    }

    boolean was(Outcome other) {
        return outcome == other;
    }
}
