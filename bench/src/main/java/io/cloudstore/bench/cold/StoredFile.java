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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

/** The upload and the file that the sample events speak of. */
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

    private static UploadRequest request(BenchCloud bench, Path source) throws IOException, InterruptedException {
        String root = bench.client().drive().folder(Drive.ROOT).id();
        return new UploadRequest(
                source, root, RemotePath.ROOT.child("hello.txt"), Conflict.FAIL, new Existing.Unknown());
    }
}
