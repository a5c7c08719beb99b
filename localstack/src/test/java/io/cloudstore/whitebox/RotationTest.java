package io.cloudstore.whitebox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudstore.client.CloudstoreClient;
import io.cloudstore.client.drive.RemotePath;
import io.cloudstore.client.progress.Progress;
import io.cloudstore.client.receipt.Receipt;
import io.cloudstore.client.receipt.ReceiptKeys;
import io.cloudstore.client.session.MemorySessionStore;
import io.cloudstore.client.settings.ClientSettings;
import io.cloudstore.client.upload.Conflict;
import io.cloudstore.client.upload.Existing;
import io.cloudstore.client.upload.UploadRequest;
import io.cloudstore.embedded.EmbeddedCloud;
import io.cloudstore.embedded.folder.Secrets;
import io.cloudstore.protocol.problem.ProblemException;
import io.cloudstore.stack.Capability;
import io.cloudstore.stack.DataFolder;
import io.cloudstore.stack.EmbeddedStack;
import io.cloudstore.stack.Needs;
import io.cloudstore.stack.OnTheStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key of receipts is rotated in a data folder, as its owner does it. */
@OnTheStack
@Needs(Capability.OWN_ENGINES)
class RotationTest {
    private static final String PASSWORD = "a long enough passphrase";

    @TempDir
    private Path folder;

    @DataFolder
    private Path data;

    /** What the cloud on the data folder answers to a person with one file. */
    private record Answers(String receipt, ReceiptKeys keys) {}

    private Answers ask(boolean isNew) throws Exception {
        try (EmbeddedCloud cloud = EmbeddedCloud.start(
                        EmbeddedStack.settings(data), io.cloudstore.gateway.hosting.Progress.silent());
                var client = new CloudstoreClient(ClientSettings.of(cloud.gateway()), new MemorySessionStore())) {
            if (isNew) {
                client.account().signUp("ann", PASSWORD);
            }
            client.account().signIn("ann", PASSWORD, "test");
            if (isNew) {
                Path source = Files.writeString(folder.resolve("a.txt"), "hello");
                client.upload(
                        new UploadRequest(
                                source,
                                client.drive().folder("root").id(),
                                RemotePath.parse("/a.txt"),
                                Conflict.FAIL,
                                new Existing.Unknown()),
                        Progress.NONE);
            }
            String file = client.drive()
                    .entry(RemotePath.parse("/a.txt"))
                    .orElseThrow()
                    .file()
                    .id();
            return new Answers(
                    verified(() -> client.receipts().of(file)),
                    client.receipts().keys());
        }
    }

    private static String verified(Callable<String> receipt) {
        return await().atMost(Duration.ofSeconds(30))
                .ignoreExceptionsMatching(ProblemException.class::isInstance)
                .until(receipt, text -> true);
    }

    @Test
    void an_old_receipt_and_a_new_one_are_believed_by_the_keys_after_a_rotation() throws Exception {
        Answers before = ask(true);

        Secrets.rotateReceiptKey(data);
        Answers after = ask(false);

        assertThat(after.keys().names()).hasSize(2).containsAll(before.keys().names());
        Receipt old = Receipt.read(before.receipt(), after.keys());
        Receipt fresh = Receipt.read(after.receipt(), after.keys());
        assertThat(fresh.key()).isNotEqualTo(old.key());
        assertThat(fresh.claims().verifiedAt()).isEqualTo(old.claims().verifiedAt());
        assertThat(fresh.contentId()).isEqualTo(old.contentId());
    }
}
