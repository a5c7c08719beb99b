package io.cloudstore.core.stories;

import static io.cloudstore.protocol.problem.ProblemCode.IDEMPOTENCY_KEY_REUSED;
import static io.cloudstore.protocol.problem.ProblemCode.NAME_TAKEN;
import static io.cloudstore.protocol.problem.ProblemCode.NOT_FOUND;
import static io.cloudstore.protocol.problem.ProblemCode.QUOTA_EXCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.core.drive.EntryName;
import io.cloudstore.core.drive.Folder;
import io.cloudstore.core.memory.Bytes;
import io.cloudstore.core.upload.OpenUpload.Opening.Opened;
import io.cloudstore.core.upload.UploadState;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A creating call under a key has its effect once, however often it comes. */
class OnceTest extends Story {
    @Test
    void the_same_call_under_the_same_key_opens_one_upload() {
        Opened first = ann.open("key", "a", SMALL);
        Opened again = ann.open("key", "a", SMALL);

        assertThat(first.before()).isFalse();
        assertThat(again).isEqualTo(new Opened(first.upload(), true));
        assertThat(account(ann).reservedBytes()).isEqualTo(SMALL.length());
    }

    @Test
    void a_repeat_sees_what_became_of_the_upload() {
        Opened first = ann.open("key", "a", SMALL);
        ann.send(first.upload().id(), SMALL);
        ann.complete(first.upload().id(), SMALL);
        Opened again = ann.open("key", "a", SMALL);

        assertThat(again.upload().id()).isEqualTo(first.upload().id());
        assertThat(again.upload().state()).isEqualTo(UploadState.MERGED);
        assertThat(ann.names()).containsExactly("a");
    }

    @Test
    void another_call_under_the_same_key_is_refused_and_changes_nothing() {
        ann.open("key", "a", SMALL);
        refused(IDEMPOTENCY_KEY_REUSED, () -> ann.open("key", "b", SMALL));
        refused(IDEMPOTENCY_KEY_REUSED, () -> ann.open("key", "a", SMALL.damaged()));

        assertThat(account(ann).reservedBytes()).isEqualTo(SMALL.length());
    }

    @Test
    void keys_are_an_accounts_own_and_a_routes_own() {
        ann.open("key", "a", SMALL);
        bob.open("key", "another name", LARGE);
        ann.folder("key", "f");

        assertThat(ann.names()).containsExactly("f");
    }

    @Test
    void a_refused_call_leaves_its_key_free() {
        Bytes tooMuch = Bytes.of(3, QUOTA + 1);
        refused(QUOTA_EXCEEDED, () -> ann.open("key", "a", tooMuch));
        refused(
                NOT_FOUND,
                () -> server.createFolder.create(
                        ann.account,
                        bob.root(),
                        new EntryName("f"),
                        ann.wanted("key", "f", SMALL).key()));

        assertThat(ann.open("key", "b", SMALL).before()).isFalse();
        assertThat(ann.open("key", "b", SMALL).before()).isTrue();
    }

    @Test
    void a_folder_is_made_once_and_a_repeat_sees_it_as_it_is_now() {
        Folder made = ann.folder("key", "f");
        assertThat(ann.folder("key", "f")).isEqualTo(made);
        refused(NAME_TAKEN, () -> ann.folder("another key", "f"));
        refused(IDEMPOTENCY_KEY_REUSED, () -> ann.folder("key", "g"));
        server.changeFolder.change(ann.account, made.id(), Optional.of(new EntryName("g")), Optional.empty());
        assertThat(ann.folder("key", "f").name()).isEqualTo(new EntryName("g"));
        server.trash.folder(ann.account, made.id());
        refused(NOT_FOUND, () -> ann.folder("key", "f"));
    }

    @Test
    void a_key_is_remembered_for_a_day() {
        ann.folder("key", "f");
        server.live(Duration.ofHours(23));
        refused(IDEMPOTENCY_KEY_REUSED, () -> ann.folder("key", "g"));
        server.live(Duration.ofMinutes(61));
        ann.folder("key", "g");

        assertThat(ann.names()).containsExactly("f", "g");
    }
}
