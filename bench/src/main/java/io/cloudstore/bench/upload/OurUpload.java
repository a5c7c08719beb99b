package io.cloudstore.bench.upload;

import io.cloudstore.bench.cloud.BenchCloud;
import io.cloudstore.bench.process.Stopwatch;
import io.cloudstore.client.CloudstoreClient;
import io.cloudstore.client.drive.Drive;
import io.cloudstore.client.drive.RemotePath;
import io.cloudstore.client.progress.Progress;
import io.cloudstore.client.session.MemorySessionStore;
import io.cloudstore.client.settings.ClientSettings;
import io.cloudstore.client.upload.Conflict;
import io.cloudstore.client.upload.Existing;
import io.cloudstore.client.upload.UploadRequest;
import io.cloudstore.client.upload.UploadResult;
import java.net.URI;
import java.nio.file.Path;

/** The process that uploads a file with our client: from the first look-up to the file being visible. */
final class OurUpload {
    /** Environment variable with the account's password. */
    static final String PASSWORD = "CLOUDSTORE_BENCH_PASSWORD";
    /** Begins the line with the id of the file. */
    static final String FILE = "file ";

    private OurUpload() {}

    /** Runs in the process: address of the cloud, path of the file. */
    public static void main(String[] words) throws Exception {
        Path source = Path.of(words[1]);
        ClientSettings settings = ClientSettings.of(URI.create(words[0]));
        try (CloudstoreClient client = new CloudstoreClient(settings, new MemorySessionStore())) {
            client.account().signIn(BenchCloud.ACCOUNT, System.getenv(PASSWORD), "bench");
            Stopwatch watch = Stopwatch.start();
            UploadResult result = client.upload(request(client, source), Progress.NONE);
            double seconds = watch.seconds();
            if (result.bytesSent() != result.bytesTotal()) {
                throw new IllegalStateException("not all was sent: " + result);
            }
            System.out.println(Stopwatch.TOOK + seconds);
            System.out.println(FILE + result.file().id());
        }
    }

    private static UploadRequest request(CloudstoreClient client, Path source) throws Exception {
        return new UploadRequest(
                source,
                client.drive().folder(Drive.ROOT).id(),
                RemotePath.ROOT.child(source.getFileName().toString()),
                Conflict.FAIL,
                new Existing.Unknown());
    }
}
