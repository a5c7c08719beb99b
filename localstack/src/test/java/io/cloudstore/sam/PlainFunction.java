package io.cloudstore.sam;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** {@link PlainHandler} as a function of a template of its own, on the same image as ours. */
final class PlainFunction {
    static final String NAME = "PlainFunction";

    private static final String TEMPLATE = """
            AWSTemplateFormatVersion: "2010-09-09"
            Transform: AWS::Serverless-2016-10-31
            Resources:
              PlainFunction:
                Type: AWS::Serverless::Function
                Properties:
                  Runtime: java25
                  Architectures: [%s]
                  Handler: %s
                  CodeUri: classes
                  MemorySize: 1024
                  Timeout: 29
            """;

    private PlainFunction() {}

    /** A running {@code sam local start-lambda} with this function. */
    static RunningSam start() throws IOException {
        Path template = write(Files.createDirectories(Command.SCRATCH.resolve("plain")));
        return RunningSam.start(port -> SamCli.command(List.of(
                "local",
                "start-lambda",
                "--template",
                template.toString(),
                "--region",
                "us-east-1",
                "--docker-network",
                SamEngines.network(),
                "--skip-pull-image",
                "--warm-containers",
                "LAZY",
                "--host",
                "127.0.0.1",
                "--port",
                String.valueOf(port))));
    }

    private static Path write(Path folder) throws IOException {
        String file = PlainHandler.class.getName().replace('.', '/') + ".class";
        Path target = folder.resolve("classes").resolve(file);
        Files.createDirectories(target.getParent());
        try (InputStream bytes = PlainHandler.class.getResourceAsStream("/" + file)) {
            Files.copy(bytes, target, StandardCopyOption.REPLACE_EXISTING);
        }
        String architecture = "aarch64".equals(System.getProperty("os.arch")) ? "arm64" : "x86_64";
        return Files.writeString(
                folder.resolve("template.yaml"), TEMPLATE.formatted(architecture, PlainHandler.class.getName()));
    }
}
