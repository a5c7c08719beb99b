package io.cloudstore.bench.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** As little as a handler can do: no library, one answer. What it takes, Lambda takes. */
public final class PlainHandler implements RequestStreamHandler {
    /** Made as Lambda makes it. */
    public PlainHandler() {}

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        input.transferTo(OutputStream.nullOutputStream());
        output.write("{\"statusCode\":200}".getBytes(StandardCharsets.UTF_8));
    }
}
