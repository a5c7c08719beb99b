package io.cloudstore.bench.sam;

import java.util.List;
import java.util.Locale;

/**
 * A template with plain functions, on the same image as ours.
 *
 * @param functions its functions
 */
record PlainTemplate(List<PlainFunction> functions) {
    private static final String HEAD = """
            AWSTemplateFormatVersion: "2010-09-09"
            Transform: AWS::Serverless-2016-10-31
            Resources:
            """;

    private static final String FUNCTION = """
              %s:
                Type: AWS::Serverless::Function
                Properties:
                  Runtime: java25
                  Architectures: [%s]
                  Handler: %s
                  CodeUri: %s
                  MemorySize: %d
                  Timeout: 29
                  Environment:
                    Variables:
                      AWS_ENDPOINT_URL: http://localstack:4566
            """;

    /**
     * One of them.
     *
     * @param name its name
     * @param handler its handler class
     * @param code the folder of its code, beside the template
     * @param memoryMiB its memory
     */
    record PlainFunction(String name, String handler, String code, int memoryMiB) {}

    /**
     * The template's text.
     *
     * @param machine the processor, as {@code os.arch} has it
     */
    String text(String machine) {
        String architecture = machine.equals("aarch64") ? "arm64" : "x86_64";
        StringBuilder text = new StringBuilder(HEAD);
        for (PlainFunction each : functions) {
            text.append(String.format(
                    Locale.ROOT, FUNCTION, each.name(), architecture, each.handler(), each.code(), each.memoryMiB()));
        }
        return text.toString();
    }
}
