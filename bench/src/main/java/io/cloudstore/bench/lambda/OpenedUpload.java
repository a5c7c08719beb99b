package io.cloudstore.bench.lambda;

import io.cloudstore.bench.events.Answer;
import io.cloudstore.bench.events.SampleEvents;
import io.cloudstore.protocol.content.Sha256;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.JsonNode;

/**
 * An upload of five bytes that nobody has sent yet, opened by the function sign-upload.
 *
 * @param id the upload's
 * @param signed where to put its only part, as the function said
 * @param content the bytes
 */
public record OpenedUpload(String id, JsonNode signed, byte[] content) {
    /** Opens one, whose content is new: what is stored already would not be moved again. */
    public static OpenedUpload by(Lambda lambda, String function, SampleEvents events) throws IOException {
        byte[] bytes = new byte[SampleEvents.LENGTH];
        ThreadLocalRandom.current().nextBytes(bytes);
        String digest = Sha256.digestOf(bytes).toString();
        String event = events.with(SampleEvents.DIGEST, digest).json("sign-upload-open");
        JsonNode upload = Answer.body(lambda.invoke(function, event));
        return new OpenedUpload(
                upload.path("uploadId").asString(), upload.path("urls").path(0), bytes);
    }

    /**
     * Puts the bytes where they go; returns when the store has said 200.
     *
     * @throws IllegalStateException when it says anything else
     */
    public void put(HttpClient http) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(place()).PUT(BodyPublishers.ofByteArray(content));
        signed.path("headers").forEachEntry((name, value) -> request.header(name, value.asString()));
        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("the store said " + answer.statusCode() + ": " + answer.body());
        }
    }

    /** The presigned URL. */
    public URI place() {
        return URI.create(signed.path("url").asString());
    }
}
