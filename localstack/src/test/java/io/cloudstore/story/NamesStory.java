package io.cloudstore.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.stack.OnTheStack;
import io.cloudstore.stack.Stack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Folders, names, and what happens when two things want the same one. */
@OnTheStack
class NamesStory {
    private final Person ann = Person.signedUp(Stack.current());

    @Test
    void the_same_name_twice_is_refused_renamed_or_replaced_as_the_caller_chooses() {
        Content first = Content.ofSize(10);
        Content second = Content.ofSize(20);
        JsonNode original = ann.upload("report.pdf", first);

        assertThat(ann.open("report.pdf", 20, Map.of()).code()).isEqualTo("name-taken");

        JsonNode renamed = uploadWith("report.pdf", second, "rename");
        assertThat(renamed.path("name").asString()).isEqualTo("report (2).pdf");

        JsonNode replaced = uploadWith("report.pdf", second, "replace");
        assertThat(replaced.path("id")).isEqualTo(original.path("id"));
        assertThat(replaced.path("version").asInt()).isEqualTo(2);
        assertThat(replaced.path("createdAt")).isEqualTo(original.path("createdAt"));
        assertThat(Instant.parse(replaced.path("contentAt").asString()))
                .isAfter(Instant.parse(original.path("contentAt").asString()));
        assertThat(ann.download(replaced).body()).isEqualTo(second.bytes());
        assertThat(ann.me().path("usedBytes").asLong()).isEqualTo(10 + 20 + 20);
    }

    private JsonNode uploadWith(String name, Content content, String conflict) {
        String upload = ann.open(name, content.bytes().length, Map.of("conflict", conflict))
                .text("uploadId");
        ann.send(upload, content, content.numbers());
        return ann.completed(upload, content);
    }

    @Test
    void a_name_taken_while_the_upload_ran_never_loses_the_upload() {
        Content content = Content.ofSize(10);
        String upload = ann.opened("race.txt", content);
        ann.upload("race.txt", Content.ofSize(11));
        ann.send(upload, content, List.of(1));

        JsonNode file = ann.completed(upload, content);
        assertThat(file.path("name").asString()).isEqualTo("race (2).txt");
    }

    @Test
    void folders_hold_files_move_and_never_make_a_circle() {
        String outer = folder("outer", "root");
        String inner = folder("inner", outer);
        JsonNode file = ann.upload("moving.txt", Content.ofSize(5));

        ann.call("PATCH", "/v1/files/" + file.path("id").asString(), Map.of("folderId", inner, "name", "moved.txt"));
        JsonNode moved =
                ann.get("/v1/entries?path=/outer/inner/moved.txt").body().path("file");
        assertThat(moved.path("id")).isEqualTo(file.path("id"));
        assertThat(moved.path("contentAt")).isEqualTo(file.path("contentAt"));

        assertThat(ann.call("PATCH", "/v1/folders/" + outer, Map.of("folderId", inner))
                        .code())
                .isEqualTo("folder-cycle");
        assertThat(ann.call("POST", "/v1/folders", Map.of("name", "inner", "parentId", outer))
                        .code())
                .isEqualTo("name-taken");

        assertThat(ann.delete("/v1/folders/" + outer).status()).isEqualTo(204);
        assertThat(ann.get("/v1/files/" + file.path("id").asString()).status()).isEqualTo(404);
        assertThat(ann.get("/v1/folders/" + inner + "/entries").status()).isEqualTo(404);
    }

    private String folder(String name, String parent) {
        Reply made = ann.call("POST", "/v1/folders", Map.of("name", name, "parentId", parent));
        assertThat(made.status()).as(made.raw()).isEqualTo(201);
        return made.text("id");
    }

    @Test
    void pages_of_a_folder_show_every_entry_once_folders_first() {
        List<String> expected = new ArrayList<>();
        for (String name : List.of("b", "a", "c")) {
            folder(name, "root");
        }
        for (String name : List.of("z.txt", "A.txt", "中.txt", "m.txt")) {
            ann.upload(name, Content.ofSize(1));
        }
        expected.addAll(List.of("a", "b", "c", "A.txt", "m.txt", "z.txt", "中.txt"));

        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = ann.get("/v1/folders/root/entries?limit=2" + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                    .body();
            page.path("items")
                    .forEach(entry -> seen.add(entry.path(entry.path("type").asString())
                            .path("name")
                            .asString()));
            cursor = page.path("nextCursor").asString("");
        } while (!cursor.isEmpty());
        assertThat(seen).isEqualTo(expected);
    }
}
