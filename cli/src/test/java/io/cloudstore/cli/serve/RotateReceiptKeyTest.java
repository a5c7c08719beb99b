package io.cloudstore.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.cli.Shell;
import io.cloudstore.cli.Shell.Outcome;
import io.cloudstore.client.fake.FakeCloud;
import io.cloudstore.gateway.hosting.KeyPairFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rotate-receipt-key}: which keys it changes; what a rotation is has tests of its own. */
class RotateReceiptKeyTest {
    private final FakeCloud cloud = new FakeCloud();

    @TempDir
    private Path home;

    @AfterEach
    void stop() {
        cloud.close();
    }

    private Outcome rotate(String... more) {
        String[] words = new String[more.length + 1];
        words[0] = "rotate-receipt-key";
        System.arraycopy(more, 0, words, 1, more.length);
        return new Shell(cloud, home).run(words);
    }

    @Test
    void the_keys_that_parameters_name_are_changed() throws Exception {
        var keys = new KeyPairFiles(home.resolve("private"), home.resolve("public"));
        keys.make();
        String before = Files.readString(keys.privateKey());

        Outcome outcome =
                rotate("-p", "ReceiptKey=file:" + keys.privateKey(), "-p", "ReceiptKeys=file:" + keys.publicKeys());

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(Files.readString(keys.privateKey())).isNotEqualTo(before);
    }

    @Test
    void parameters_and_a_data_folder_are_of_two_clouds() {
        Outcome outcome = rotate("-p", "ReceiptKey=file:a", "--data", home.toString());

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("two clouds");
    }

    @Test
    void a_folder_without_a_cloud_has_no_keys() {
        Outcome outcome = rotate("--data", home.resolve("nothing").toString());

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(home.resolve("nothing/secrets")).doesNotExist();
    }
}
