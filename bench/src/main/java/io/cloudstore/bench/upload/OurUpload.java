package io.cloudstore.bench.upload;

import io.cloudstore.bench.cloud.BenchAccount;
import io.cloudstore.bench.process.Child;
import io.cloudstore.bench.process.Jvm;
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
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An upload with our client in a process of its own, from the first look-up to the file being visible.
 *
 * @param seconds how long it took
 * @param bytesSent bytes of the parts that travelled
 * @param how by what way the file got there
 * @param fileId the file that it became
 */
public record OurUpload(double seconds, long bytesSent, UploadResult.How how, String fileId) {
    /** Environment variable with the account's password. */
    private static final String PASSWORD = "CLOUDSTORE_BENCH_PASSWORD";

    private static final String SENT = "sent ";
    private static final String HOW = "how ";
    private static final String FILE = "file ";
    /** An account may make 600 calls a minute, and a queue of many transfers takes minutes. */
    private static final long MILLIS_BETWEEN_LOOKS = 200;

    /** Connections to the store that the client has. */
    static int connections() {
        return ClientSettings.of(URI.create("http://127.0.0.1")).connections();
    }

    /** As many kept connections as a side opens; the JDK's default for HttpURLConnection is five. */
    static Jvm jvm() {
        return Jvm.like(List.of("-Xmx256m", "-XX:+UseSerialGC", "-Dhttp.maxConnections=" + connections()));
    }

    /**
     * Uploads a file, and waits until the transfer to long-term storage, which goes on behind, is over: nothing else is
     * to be measured beside it.
     *
     * @param name what the file is to be called
     */
    public static OurUpload of(BenchAccount account, Path file, String name) throws IOException, InterruptedException {
        return through(account.api(), account, file, name);
    }

    /** The same, of a process that calls the service at another address; what is asked afterwards isn't. */
    public static OurUpload through(URI address, BenchAccount account, Path file, String name)
            throws IOException, InterruptedException {
        List<String> command =
                jvm().command(OurUpload.class, address.toString(), account.name(), file.toString(), name);
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put(PASSWORD, account.password());
        try (Child child = Child.start(command, environment)) {
            double seconds = Double.parseDouble(child.await(Stopwatch.TOOK));
            long sent = Long.parseLong(child.await(SENT));
            UploadResult.How how = UploadResult.How.valueOf(child.await(HOW));
            String id = child.await(FILE);
            child.awaitEnd();
            while (!account.client().drive().file(id).place().equals("stored")) {
                Thread.sleep(MILLIS_BETWEEN_LOOKS);
            }
            return new OurUpload(seconds, sent, how, id);
        }
    }

    /** Runs in the process: address of the cloud, name of the account, path of the file, name for it. */
    public static void main(String[] words) throws Exception {
        ClientSettings settings = ClientSettings.of(URI.create(words[0]));
        try (CloudstoreClient client = new CloudstoreClient(settings, new MemorySessionStore())) {
            client.account().signIn(words[1], System.getenv(PASSWORD), "bench");
            Stopwatch watch = Stopwatch.start();
            UploadResult result = client.upload(request(client, Path.of(words[2]), words[3]), Progress.NONE);
            System.out.println(Stopwatch.TOOK + watch.seconds());
            System.out.println(SENT + result.bytesSent());
            System.out.println(HOW + result.how().name());
            System.out.println(FILE + result.file().id());
        }
    }

    private static UploadRequest request(CloudstoreClient client, Path source, String name) throws Exception {
        return new UploadRequest(
                source,
                client.drive().folder(Drive.ROOT).id(),
                RemotePath.ROOT.child(name),
                Conflict.FAIL,
                new Existing.Unknown());
    }
}
