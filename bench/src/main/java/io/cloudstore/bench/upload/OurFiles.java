package io.cloudstore.bench.upload;

import io.cloudstore.bench.cloud.BenchAccount;
import io.cloudstore.bench.process.Child;
import io.cloudstore.bench.process.Stopwatch;
import io.cloudstore.client.CloudstoreClient;
import io.cloudstore.client.drive.RemotePath;
import io.cloudstore.client.progress.Progress;
import io.cloudstore.client.session.MemorySessionStore;
import io.cloudstore.client.settings.ClientSettings;
import io.cloudstore.client.upload.Conflict;
import io.cloudstore.client.upload.Existing;
import io.cloudstore.client.upload.ManyWatcher;
import io.cloudstore.client.upload.UploadRequest;
import io.cloudstore.client.upload.UploadResult;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** The process that uploads all files of a folder with our client: from making their folder to the last file being visible. */
final class OurFiles {
    /** Environment variable with the account's password. */
    private static final String PASSWORD = "CLOUDSTORE_BENCH_PASSWORD";

    private OurFiles() {}

    /**
     * Uploads them into a new folder, and tells how many seconds that took.
     *
     * @param name what the folder is to be called
     */
    static double put(BenchAccount account, Path folder, String name) throws IOException, InterruptedException {
        List<String> command = OurUpload.jvm()
                .command(OurFiles.class, account.api().toString(), account.name(), folder.toString(), name);
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put(PASSWORD, account.password());
        try (Child child = Child.start(command, environment)) {
            double seconds = Double.parseDouble(child.await(Stopwatch.TOOK));
            child.awaitEnd();
            return seconds;
        }
    }

    /** Runs in the process: address of the cloud, name of the account, folder, name for it. */
    public static void main(String[] words) throws Exception {
        ClientSettings settings = ClientSettings.of(URI.create(words[0]));
        try (CloudstoreClient client = new CloudstoreClient(settings, new MemorySessionStore());
                Stream<Path> files = Files.list(Path.of(words[2]))) {
            List<Path> all = files.toList();
            client.account().signIn(words[1], System.getenv(PASSWORD), "bench");
            var bytes = new Sum();
            Stopwatch watch = Stopwatch.start();
            RemotePath path = RemotePath.ROOT.child(words[3]);
            String folderId = client.drive().ensureFolder(path).id();
            List<UploadRequest> requests = new ArrayList<>();
            for (Path file : all) {
                RemotePath target = path.child(file.getFileName().toString());
                requests.add(new UploadRequest(file, folderId, target, Conflict.FAIL, new Existing.Absent()));
            }
            client.upload(requests, bytes);
            double seconds = watch.seconds();
            if (bytes.files.get() != all.size()) {
                throw new IllegalStateException(bytes.files + " of " + all.size() + " files arrived");
            }
            System.out.println(Stopwatch.TOOK + seconds);
        }
    }

    /** Counts what arrives. */
    private static final class Sum implements ManyWatcher {
        private final AtomicLong files = new AtomicLong();

        @Override
        public Progress watch(UploadRequest request) {
            return Progress.NONE;
        }

        @Override
        public void arrived(UploadRequest request, UploadResult result) {
            if (result.bytesSent() != result.bytesTotal()) {
                throw new IllegalStateException("not all was sent: " + result);
            }
            files.incrementAndGet();
        }

        @Override
        public void failed(UploadRequest request, Exception why) throws IOException {
            throw new IOException(request.path() + " did not arrive", why);
        }
    }
}
