package io.cloudstore.bench.cold;

import io.cloudstore.bench.cloud.BenchCloud;
import io.cloudstore.bench.events.SampleEvents;
import io.cloudstore.client.drive.Drive;
import io.cloudstore.client.drive.RemotePath;
import io.cloudstore.client.progress.Progress;
import io.cloudstore.client.upload.Conflict;
import io.cloudstore.client.upload.Existing;
import io.cloudstore.client.upload.UploadRequest;
import io.cloudstore.client.upload.UploadResult;
import io.cloudstore.protocol.content.Sha256;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.json.JsonMapper;

/** The uploads and the file that the sample events speak of. */
final class StoredFile {
    private static final String CONTENT = "hello";

    private StoredFile() {}

    /** The events of the cloud's account, about a file that it has. */
    static SampleEvents eventsAbout(Path events, BenchCloud bench, Path scratch)
            throws IOException, InterruptedException {
        Path source = Files.writeString(scratch.resolve("hello.txt"), CONTENT);
        AtomicReference<String> upload = new AtomicReference<>("");
        UploadResult file = bench.client().upload(request(bench, source), new Progress() {
            @Override
            public void opened(String uploadId) {
                upload.set(uploadId);
            }
        });
        return SampleEvents.in(events)
                .of(bench.accessToken())
                .with(SampleEvents.UPLOAD, upload.get())
                .with(SampleEvents.FILE, file.file().id());
    }

    /** The same events, about an upload of {@code size} bytes that stays open and whose content nobody has. */
    static SampleEvents eventsAboutOpen(SampleEvents events, BenchCloud bench, long size)
            throws IOException, InterruptedException {
        String wanted = "{\"name\":\"open-%d.bin\",\"size\":%d}".formatted(size, size);
        HttpRequest request = HttpRequest.newBuilder(bench.cloud().gateway().resolve("/v1/uploads"))
                .header("Authorization", "Bearer " + bench.accessToken())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(wanted))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 201) {
                throw new IllegalStateException("no upload was opened: " + answer.body());
            }
            String id = JsonMapper.builder()
                    .build()
                    .readTree(answer.body())
                    .path("uploadId")
                    .asString();
            String unknown =
                    Sha256.digestOf(id.getBytes(StandardCharsets.UTF_8)).toString();
            return events.with(SampleEvents.UPLOAD, id).with(SampleEvents.DIGEST, unknown);
        }
    }

    private static UploadRequest request(BenchCloud bench, Path source) throws IOException, InterruptedException {
        String root = bench.client().drive().folder(Drive.ROOT).id();
        return new UploadRequest(
                source, root, RemotePath.ROOT.child("hello.txt"), Conflict.FAIL, new Existing.Unknown());
    }
}
