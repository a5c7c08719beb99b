package io.cloudstore.functions.http;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.admission.Admit;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.drive.FindTrash;
import io.cloudstore.core.drive.FindTrash.Position;
import io.cloudstore.core.drive.FolderId;
import io.cloudstore.core.drive.Purge;
import io.cloudstore.core.drive.Restore;
import io.cloudstore.core.drive.Trash;
import io.cloudstore.core.drive.Trashed;
import io.cloudstore.protocol.problem.ProblemException;
import io.cloudstore.protocol.wire.Page;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Of function {@code files} the routes by which things leave the drive and come back: into the trash, out of it, for good. */
public final class TrashRoutes {
    private final Admit admit;
    private final Trash trash;
    private final Purge purge;
    private final Restore restore;
    private final FindTrash find;

    public TrashRoutes(Admit admit, Trash trash, Purge purge, Restore restore, FindTrash find) {
        this.admit = admit;
        this.trash = trash;
        this.purge = purge;
        this.restore = restore;
        this.find = find;
    }

    Map<String, Route> routes() {
        return Map.of(
                "DELETE /v1/folders/{id}", this::deleteFolder,
                "DELETE /v1/files/{id}", this::deleteFile,
                "GET /v1/trash", this::list,
                "DELETE /v1/trash", this::empty,
                "POST /v1/trash/{id}/restore", this::restore);
    }

    private Answer deleteFolder(Call call) {
        AccountId account = admit.admit(call.claims()).account();
        FolderId id = Fields.folder(account, call.pathParameter("id"));
        if (isForGood(call)) {
            purge.folder(account, id);
            return Answer.begun();
        }
        trash.folder(account, id);
        return Answer.nothing();
    }

    private Answer deleteFile(Call call) {
        AccountId account = admit.admit(call.claims()).account();
        var id = new FileId(call.id());
        if (isForGood(call)) {
            purge.file(account, id);
        } else {
            trash.file(account, id);
        }
        return Answer.nothing();
    }

    private static boolean isForGood(Call call) {
        return switch (call.query("purge").orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw ProblemException.field("purge", "must be true or false");
        };
    }

    private Answer list(Call call) {
        AccountId account = admit.admit(call.claims()).account();
        int limit = call.limit();
        List<Trashed> page = find.list(account, call.cursor().map(TrashRoutes::position), limit);
        String next = page.size() < limit ? null : Call.writeCursor(cursorAt(page.getLast()));
        return Answer.ok(new Page<>(page.stream().map(Views::of).toList(), next));
    }

    private static String cursorAt(Trashed last) {
        return last.trashedAt() + " " + last.id();
    }

    private static Position position(String cursor) {
        int space = Math.max(0, cursor.indexOf(' '));
        try {
            var position = new Position(
                    Instant.parse(cursor.substring(0, space)), UUID.fromString(cursor.substring(space + 1)));
            if (Fields.isStorable(position.trashedAt())) {
                return position;
            }
        } catch (DateTimeException | IllegalArgumentException broken) {
            throw Call.badCursor();
        }
        throw Call.badCursor();
    }

    private Answer empty(Call call) {
        purge.trash(admit.admit(call.claims()).account());
        return Answer.begun();
    }

    private Answer restore(Call call) {
        AccountId account = admit.admit(call.claims()).account();
        return Answer.ok(Views.of(restore.restore(account, call.id())));
    }
}
