package io.cloudstore.embedded.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.cloudstore.embedded.folder.Secrets.Secret;
import io.cloudstore.gateway.hosting.CannotStart;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    private static final OptionalInt FREE = OptionalInt.of(0);

    @TempDir
    Path parent;

    @Test
    void a_new_folder_has_the_layout_and_is_for_its_owner_only() throws Exception {
        try (DataFolder folder = DataFolder.open(parent.resolve("a/b"), FREE)) {
            assertThat(folder.root())
                    .isDirectoryContaining("glob:**/{version}")
                    .isDirectoryContaining("glob:**/{lock}");
            for (Path inside : new Path[] {folder.mysql(), folder.redis(), folder.s3(), folder.sqs()}) {
                assertThat(inside).isDirectory();
            }
            assertThat(permissions(folder.root())).isEqualTo("rwx------");
            assertThat(permissions(folder.root().resolve("secrets"))).isEqualTo("rwx------");
            for (Secret secret : Secret.values()) {
                assertThat(permissions(folder.secrets().file(secret))).isEqualTo("rw-------");
            }
        }
    }

    @Test
    void secrets_are_made_up_once_and_differ_between_folders() {
        Map<Secret, String> first = secrets(parent.resolve("one"));

        assertThat(secrets(parent.resolve("one"))).isEqualTo(first);
        secrets(parent.resolve("two"))
                .forEach((secret, value) -> assertThat(value).isNotEqualTo(first.get(secret)));
        assertThat(first.values()).doesNotHaveDuplicates().noneMatch(value -> value.endsWith("\n"));
    }

    @Test
    void the_token_key_is_private_es256_and_its_set_has_the_public_half_only() throws Exception {
        Map<Secret, String> secrets = secrets(parent.resolve("one"));
        ECKey key = ECKey.parse(secrets.get(Secret.TOKEN_KEY));
        JWK published = JWKSet.parse(secrets.get(Secret.TOKEN_KEYS)).getKeyByKeyId(key.getKeyID());

        assertThat(key.isPrivate()).isTrue();
        assertThat(key.getAlgorithm()).isEqualTo(JWSAlgorithm.ES256);
        assertThat(published).isEqualTo(key.toPublicJWK());
        assertThat(published.isPrivate()).isFalse();
    }

    @Test
    void a_secret_that_others_could_read_is_closed_at_the_next_start() throws Exception {
        Path file;
        try (DataFolder folder = DataFolder.open(parent.resolve("one"), FREE)) {
            file = folder.secrets().file(Secret.TOKEN_KEY);
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        secrets(parent.resolve("one"));

        assertThat(permissions(file)).isEqualTo("rw-------");
    }

    @Test
    void a_key_pair_shows_no_secret_when_printed() {
        try (DataFolder folder = DataFolder.open(parent.resolve("one"), FREE)) {
            AccessKey key = folder.secrets().workerKeys();
            assertThat(folder.secrets().value(Secret.WORKER_KEYS)).isEqualTo(key.id() + ":" + key.secret());
            assertThat(key.toString()).contains(key.id()).doesNotContain(key.secret());
        }
    }

    @Test
    void a_second_owner_in_this_process_is_refused_and_the_first_keeps_its_lock() throws Exception {
        Path root = parent.resolve("one");
        try (DataFolder first = DataFolder.open(root, FREE)) {
            String pid = Long.toString(ProcessHandle.current().pid());
            assertThatThrownBy(() -> DataFolder.open(root, FREE))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining(pid);
            try (OwnerProcess other = OwnerProcess.run(SecondOwner.class, root.toString())) {
                assertThat(other.line()).contains(pid).contains(first.root().toString());
            }
        }
        DataFolder.open(root, FREE).close();
    }

    @Test
    void an_owner_in_another_process_is_named_and_its_death_frees_the_folder() throws Exception {
        Path root = parent.resolve("one");
        try (OwnerProcess owner = OwnerProcess.run(SecondOwner.class, root.toString())) {
            assertThat(owner.line()).isEqualTo("opened");
            assertThatThrownBy(() -> DataFolder.open(root, FREE))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("process " + owner.pid());
            owner.kill();
            DataFolder.open(root, FREE).close();
        }
    }

    @Test
    void another_layout_is_refused() throws Exception {
        Path root = parent.resolve("one");
        DataFolder.open(root, FREE).close();
        Files.writeString(root.resolve("version"), "2\n");

        assertThatThrownBy(() -> DataFolder.open(root, FREE)).hasMessageContaining("layout 2");
    }

    @Test
    void a_folder_with_somebody_elses_files_is_refused_and_left_alone() throws Exception {
        Files.writeString(parent.resolve("thesis.txt"), "mine");

        assertThatThrownBy(() -> DataFolder.open(parent, FREE)).isInstanceOf(CannotStart.class);
        assertThat(parent).isDirectoryNotContaining(path -> !path.endsWith("thesis.txt"));
    }

    @Test
    void ports_stay_the_same_until_others_are_chosen() {
        Path root = parent.resolve("one");
        Ports first = ports(root, FREE);
        int base = first.gateway() - 5;

        assertThat(ports(root, OptionalInt.empty())).isEqualTo(first);
        assertThat(ports(root, FREE)).isEqualTo(first);
        assertThat(ports(root, OptionalInt.of(base))).isEqualTo(Ports.from(base));
        assertThat(ports(root, OptionalInt.empty())).isEqualTo(new Ports(base, base + 1, base + 2, base + 3, base + 4));
    }

    @Test
    void a_new_folder_takes_8780_and_the_four_after_it() {
        assertThat(Ports.standard()).isEqualTo(new Ports(8780, 8781, 8782, 8783, 8784));
    }

    @Test
    void an_occupied_port_is_named_with_its_use_and_the_way_out_and_nothing_is_kept() throws Exception {
        Path root = parent.resolve("one");
        // What is drawn lies below the ports of passing clients, and nobody else draws it while this folder is open.
        try (DataFolder drawn = DataFolder.open(parent.resolve("two"), FREE);
                ServerSocket taken = new ServerSocket(drawn.ports().mysql(), 1, InetAddress.getLoopbackAddress())) {
            int base = drawn.ports().gateway();
            assertThatThrownBy(() -> DataFolder.open(root, OptionalInt.of(base)))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("Port " + taken.getLocalPort())
                    .hasMessageContaining("MySQL")
                    .hasMessageContaining("--port");
            assertThat(root.resolve("ports")).doesNotExist();
            assertThat(ports(root, FREE).gateway()).isNotEqualTo(base);
        }
    }

    @Test
    void a_port_without_room_for_five_is_refused() {
        assertThatThrownBy(() -> Ports.from(65_532)).hasMessageContaining("65531");
        assertThatThrownBy(() -> Ports.from(0)).isInstanceOf(CannotStart.class);
        assertThat(Ports.from(65_531).redis()).isEqualTo(65_535);
    }

    private static Ports ports(Path root, OptionalInt base) {
        try (DataFolder folder = DataFolder.open(root, base)) {
            return folder.ports();
        }
    }

    private static Map<Secret, String> secrets(Path root) {
        try (DataFolder folder = DataFolder.open(root, FREE)) {
            Map<Secret, String> values = new EnumMap<>(Secret.class);
            for (Secret secret : Secret.values()) {
                values.put(secret, folder.secrets().value(secret));
            }
            return values;
        }
    }

    private static String permissions(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    /** Opens the folder and says so, or says why not. */
    static final class SecondOwner {
        public static void main(String... arguments) {
            try (DataFolder folder = DataFolder.open(Path.of(arguments[0]), FREE)) {
                System.out.println("opened");
                OwnerProcess.waitToBeKilled();
            } catch (CannotStart e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
