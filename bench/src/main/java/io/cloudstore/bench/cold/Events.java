package io.cloudstore.bench.cold;

import io.cloudstore.bench.cloud.BenchCloud;
import io.cloudstore.client.drive.Drive;
import io.cloudstore.client.drive.RemotePath;
import io.cloudstore.client.progress.Progress;
import io.cloudstore.client.upload.Conflict;
import io.cloudstore.client.upload.Existing;
import io.cloudstore.client.upload.UploadRequest;
import io.cloudstore.client.upload.UploadResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The events of the repository's {@code events/}, with the ids that they make up put right: those of an account, a
 * session, an upload and a file that the cloud knows, so that functions do what they are for.
 *
 * @param folder where the events are
 * @param replaced what stands in them, and what is put in its place
 */
record Events(Path folder, Map<String, String> replaced) {
    private static final String ACCOUNT = "0190f3c2-7c00-7000-8000-0000000000a1";
    private static final String SESSION = "0190f3c2-7c00-7000-8000-0000000000b1";
    private static final String UPLOAD = "0190f3c2-7c00-7000-8000-0000000000c1";
    private static final String FILE = "0190f3c2-7c00-7000-8000-0000000000f1";
    private static final String TOKEN = "header.claims.signature";
    /** The content that the events speak of. */
    private static final String CONTENT = "hello";

    /** Makes what the events speak of. */
    static Events of(Path folder, BenchCloud bench, Path scratch) throws IOException, InterruptedException {
        Path source = Files.writeString(scratch.resolve("hello.txt"), CONTENT);
        AtomicReference<String> upload = new AtomicReference<>("");
        UploadResult file = bench.client().upload(request(bench, source), new Progress() {
            @Override
            public void opened(String uploadId) {
                upload.set(uploadId);
            }
        });
        JsonNode claims = claims(bench.accessToken());
        return new Events(
                folder,
                Map.of(
                        ACCOUNT, claims.path("sub").asString(),
                        SESSION, claims.path("sid").asString(),
                        UPLOAD, upload.get(),
                        FILE, file.file().id(),
                        TOKEN, bench.accessToken()));
    }

    private static UploadRequest request(BenchCloud bench, Path source) throws IOException, InterruptedException {
        String root = bench.client().drive().folder(Drive.ROOT).id();
        return new UploadRequest(
                source, root, RemotePath.ROOT.child("hello.txt"), Conflict.FAIL, new Existing.Unknown());
    }

    /** The middle of a JSON Web Token (RFC 7519). */
    private static JsonNode claims(String token) {
        byte[] json = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
        return JsonMapper.builder().build().readTree(new String(json, StandardCharsets.UTF_8));
    }

    /** Writes an event into a file of its own. */
    Path write(String name, Path scratch) throws IOException {
        String event = Files.readString(folder.resolve(name + ".json"));
        for (Map.Entry<String, String> each : replaced.entrySet()) {
            event = event.replace(each.getKey(), each.getValue());
        }
        return Files.writeString(scratch.resolve(name + ".json"), event);
    }
}
