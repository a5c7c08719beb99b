package io.cloudstore.bench.cold;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** As little as a handler can do: reads the event as JSON and answers with JSON. */
public final class PlainHandler implements RequestStreamHandler {
    private final JsonMapper json = JsonMapper.builder().build();

    /** Made as Lambda makes it. */
    public PlainHandler() {}

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        JsonNode event = json.readTree(input);
        output.write(json.writeValueAsBytes(Map.of("statusCode", 200, "body", "fields: " + event.size())));
    }
}
