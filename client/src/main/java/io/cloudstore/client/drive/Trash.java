package io.cloudstore.client.drive;

import io.cloudstore.client.call.Call;
import io.cloudstore.client.call.Service;
import io.cloudstore.protocol.wire.EntryView;
import io.cloudstore.protocol.wire.Page;
import io.cloudstore.protocol.wire.TrashedView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** What was thrown away: how it comes back, and how it goes for good. All calls throw as {@link Service#call} does. */
public final class Trash {
    private final Service service;

    /** The trash of whoever is signed in. */
    public Trash(Service service) {
        this.service = service;
    }

    /** One page of what was put into the trash itself, the newest first; the first page without a cursor. */
    public Page<TrashedView> list(int limit, @Nullable String cursor) throws IOException, InterruptedException {
        String from = cursor == null ? "" : "&cursor=" + Call.encode(cursor);
        return service.call(Call.get("/v1/trash?limit=" + limit + from, new TypeReference<>() {}));
    }

    /** All that was put into the trash itself, the newest first. */
    public List<TrashedView> list() throws IOException, InterruptedException {
        List<TrashedView> all = new ArrayList<>();
        String cursor = null;
        do {
            Page<TrashedView> page = list(Page.MOST, cursor);
            all.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null);
        return all;
    }

    /** Takes a folder or file out of the trash; the entry as it is then. */
    public EntryView restore(String id) throws IOException, InterruptedException {
        String path = "/v1/trash/" + Call.encode(id) + "/restore";
        return service.call(Call.send("POST", path, Map.of(), new TypeReference<>() {}, Call.Care.REPEATABLE));
    }

    /** Purges what is in the trash now. */
    public void empty() throws IOException, InterruptedException {
        service.call(Call.delete("/v1/trash"));
    }

    /** Purges a file, from the drive or from the trash: with all its versions, and not to be had back. */
    public void purgeFile(String id) throws IOException, InterruptedException {
        service.call(Call.delete("/v1/files/" + Call.encode(id) + "?purge=true"));
    }

    /** Purges a folder, from the drive or from the trash: with all that is below it, and not to be had back. */
    public void purgeFolder(String id) throws IOException, InterruptedException {
        service.call(Call.delete("/v1/folders/" + Call.encode(id) + "?purge=true"));
    }
}
