package io.cloudstore.bench.cold;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The process that answers one event, as Lambda's runtime does: makes the handler by its name, and calls it. */
final class FirstAnswer {
    /** Begins the line with the answer; functions log to the standard output too. */
    static final String ANSWER = "ANSWER ";

    private FirstAnswer() {}

    /** Runs in the process: the handler's class, the file of the event. */
    public static void main(String[] words) throws Exception {
        RequestStreamHandler handler = Class.forName(words[0])
                .asSubclass(RequestStreamHandler.class)
                .getDeclaredConstructor()
                .newInstance();
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (InputStream event = Files.newInputStream(Path.of(words[1]))) {
            handler.handleRequest(event, answer, new OneInvocation());
        }
        System.out.println(ANSWER + answer.toString(StandardCharsets.UTF_8));
        // Pools keep threads that would keep the process.
        System.exit(0);
    }
}
