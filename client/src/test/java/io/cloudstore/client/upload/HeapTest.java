package io.cloudstore.client.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.client.CloudstoreClient;
import io.cloudstore.client.fake.FakeCloud;
import io.cloudstore.client.fake.Signed;
import io.cloudstore.client.progress.Progress;
import java.io.File;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client needs little memory however large the file is. */
class HeapTest {
    private static final long GIB = 1L << 30;

    @TempDir
    Path folder;

    @Test
    void a_gibibyte_goes_up_with_a_small_heap() throws Exception {
        File source = folder.resolve("large.bin").toFile();
        try (RandomAccessFile file = new RandomAccessFile(source, "rw")) {
            file.setLength(GIB);
        }
        try (FakeCloud cloud = new FakeCloud()) {
            cloud.store().forgetBytes();
            Process process = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElseThrow(),
                            // Far below the 256 MiB that are promised, and below what the six parts under way come to.
                            "-Xmx40m",
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            HeapTest.class.getName(),
                            cloud.url().toString(),
                            source.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("out").toFile())
                    .start();
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(folder.resolve("out")).hasContent("uploaded " + GIB);
            assertThat(cloud.store().puts()).hasSize(128);
        }
    }

    /** The client's side: server and source. */
    public static void main(String[] args) throws Exception {
        try (CloudstoreClient client = Signed.in(java.net.URI.create(args[0]))) {
            UploadResult result = client.upload(Signed.toRoot(client, Path.of(args[1])), Progress.NONE);
            System.out.println(result.how() + " " + result.bytesSent());
        }
    }
}
