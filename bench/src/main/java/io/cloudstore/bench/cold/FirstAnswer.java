package io.cloudstore.bench.cold;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The process that answers one event, as Lambda's runtime does: makes the handler by its name, and calls it. */
public final class FirstAnswer {
    /** Begins the line with the answer; functions log to the standard output too. */
    public static final String ANSWER = "ANSWER ";

    private FirstAnswer() {}

    /** Runs in the process: the handler's class, the file of the event. */
    public static void main(String[] words) throws Exception {
        tell(call(handler(words[0]), Path.of(words[1])));
        // Pools keep threads that would keep the process.
        System.exit(0);
    }

    /** Makes the handler as Lambda does. */
    static RequestStreamHandler handler(String name) throws ReflectiveOperationException {
        return Class.forName(name)
                .asSubclass(RequestStreamHandler.class)
                .getDeclaredConstructor()
                .newInstance();
    }

    /** The handler's answer to the event in a file. */
    static String call(RequestStreamHandler handler, Path event) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (InputStream in = Files.newInputStream(event)) {
            handler.handleRequest(in, answer, new OneInvocation());
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    /** Tells whoever started the process. */
    static void tell(String answer) {
        System.out.println(ANSWER + answer);
    }
}
