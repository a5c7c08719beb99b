package io.cloudstore.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.protocol.content.Sha256;
import io.cloudstore.stack.Stack;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** A file of somebody's that has come all the way to long-term storage, for tests that look behind the API. */
public final class Journey {
    private final Person person;
    private final Content content;
    private final JsonNode file;

    private Journey(Person person, Content content, JsonNode file) {
        this.person = person;
        this.content = content;
        this.file = file;
    }

    /** Uploads {@code size} bytes and waits until they are stored. */
    public static Journey stored(int size) {
        Person ann = Person.signedUp(Stack.current());
        Content content = Content.ofSize(size);
        var file = ann.upload("journey.bin", content);
        ann.awaitStored(file);
        return new Journey(ann, content, file);
    }

    /** The file's id. */
    public UUID fileId() {
        return UUID.fromString(file.path("id").asString());
    }

    /** The content id of what was uploaded. */
    public String contentId() {
        return content.contentId().toString();
    }

    /** Deletes the file for good. */
    public void purge() {
        Reply purged = person.delete("/v1/files/" + fileId() + "?purge=true");
        assertThat(purged.status()).as(purged.raw()).isEqualTo(204);
    }

    /** What asking for a download is answered with. */
    public int downloadStatus() {
        return person.get("/v1/files/" + fileId() + "/download").status();
    }

    /** Whether the file downloads as it was uploaded. */
    public boolean isWhole() {
        return Sha256.digestOf(person.download(file).body()).equals(content.sha256());
    }

    /** Uploads the same bytes once more, under another name. */
    public void uploadAgain() {
        person.upload("again.bin", content);
    }
}
