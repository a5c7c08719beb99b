package io.cloudstore.client.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudstore.client.CloudstoreClient;
import io.cloudstore.client.fake.FakeCloud;
import io.cloudstore.client.fake.Signed;
import io.cloudstore.client.progress.Progress;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import io.cloudstore.protocol.wire.ChangeEntryRequest;
import io.cloudstore.protocol.wire.FileView;
import io.cloudstore.protocol.wire.FolderView;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DriveTest {
    private final FakeCloud cloud = new FakeCloud();
    private final CloudstoreClient client = Signed.in(cloud);
    private final Drive drive = client.drive();

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        client.close();
        cloud.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"报告 \"2026\" ; a.pdf", "a+b & c=d?.txt", "100%.txt", "%2F", "#1", "\\", "é"})
    void names_of_any_letters_are_found_by_their_path(String name) throws Exception {
        Path source = Signed.file(folder, name, 3, 1);
        FileView file =
                client.upload(Signed.toRoot(client, source), Progress.NONE).file();
        assertThat(file.name()).isEqualTo(name);
        assertThat(drive.fileAt(RemotePath.ROOT.child(name))).contains(file);
    }

    @Test
    void decomposed_names_of_a_mac_are_the_composed_ones() throws Exception {
        FolderView made = drive.createFolder("root", "e\u0301te\u0301");
        assertThat(made.name()).isEqualTo("\u00e9t\u00e9");
        assertThat(drive.folderAt(RemotePath.parse("/e\u0301te\u0301"))).contains(made);
    }

    @Test
    void folders_are_made_with_those_above_them_and_only_where_missing() throws Exception {
        FolderView deep = drive.ensureFolder(RemotePath.parse("a/b/c"));
        assertThat(drive.ensureFolder(RemotePath.parse("/a/b/c/"))).isEqualTo(deep);
        assertThat(drive.pathOf(deep.id())).hasToString("/a/b/c");
        assertThat(drive.ensureFolder(RemotePath.ROOT).parentId()).isNull();
    }

    @Test
    void a_file_where_a_folder_should_be_is_told() throws Exception {
        client.upload(Signed.toRoot(client, Signed.file(folder, "a", 3, 1)), Progress.NONE);
        assertThatThrownBy(() -> drive.ensureFolder(RemotePath.parse("/a")))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.NAME_TAKEN));
    }

    @Test
    void lists_go_over_all_pages() throws Exception {
        for (String name : new String[] {"a", "b", "c", "d", "e"}) {
            drive.createFolder("root", name);
        }
        assertThat(drive.list("root")).hasSize(5);
    }

    @Test
    void entries_are_renamed_moved_and_deleted() throws Exception {
        FolderView a = drive.createFolder("root", "a");
        FileView file = client.upload(Signed.toRoot(client, Signed.file(folder, "f", 3, 1)), Progress.NONE)
                .file();
        drive.changeFile(file.id(), new ChangeEntryRequest("g", a.id()));
        drive.changeFolder(a.id(), new ChangeEntryRequest("b", null));
        assertThat(drive.fileAt(RemotePath.parse("/b/g"))).isPresent();
        drive.deleteFile(file.id());
        drive.deleteFolder(a.id());
        assertThat(drive.entry(RemotePath.parse("/b"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'', /", "/, /", "a, /a", "/a//b/, /a/b", "' a / b ', '/ a / b '"})
    void paths_are_read_with_or_without_their_slashes(String text, String path) {
        assertThat(RemotePath.parse(text)).hasToString(path);
    }
}
