package io.cloudstore.functions.http;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.admission.Admit;
import io.cloudstore.core.drive.Browse;
import io.cloudstore.core.drive.ChangeFile;
import io.cloudstore.core.drive.ChangeFolder;
import io.cloudstore.core.drive.CreateFolder;
import io.cloudstore.core.drive.Entry;
import io.cloudstore.core.drive.EntryName;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.drive.FindEntries.Position;
import io.cloudstore.core.drive.FolderId;
import io.cloudstore.core.work.CreationKey;
import io.cloudstore.protocol.problem.ProblemException;
import io.cloudstore.protocol.wire.ChangeEntryRequest;
import io.cloudstore.protocol.wire.CreateFolderRequest;
import io.cloudstore.protocol.wire.Page;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The routes of function {@code files}: folders and files, their names and places. */
public final class FilesRoutes {
    private static final String FOLDERS = "d:";
    private static final String FILES = "f:";
    private static final int LONGEST_PATH = 32_768;

    private final Admit admit;
    private final Browse browse;
    private final CreateFolder createFolder;
    private final ChangeFolder changeFolder;
    private final ChangeFile changeFile;
    private final TrashRoutes trash;

    public FilesRoutes(
            Admit admit,
            Browse browse,
            CreateFolder createFolder,
            ChangeFolder changeFolder,
            ChangeFile changeFile,
            TrashRoutes trash) {
        this.admit = admit;
        this.browse = browse;
        this.createFolder = createFolder;
        this.changeFolder = changeFolder;
        this.changeFile = changeFile;
        this.trash = trash;
    }

    /** The function. */
    public HttpFunction function(String allowedOrigin) {
        Map<String, Route> routes = new HashMap<>(trash.routes());
        routes.putAll(Map.of(
                "GET /v1/folders/{id}/entries", this::list,
                "GET /v1/entries", this::at,
                "POST /v1/folders", this::createFolder,
                "GET /v1/folders/{id}", this::folder,
                "PATCH /v1/folders/{id}", this::changeFolder,
                "GET /v1/files/{id}", this::file,
                "PATCH /v1/files/{id}", this::changeFile));
        return new HttpFunction("files", routes, allowedOrigin);
    }

    private Answer list(Call call) {
        AccountId account = admit.admit(call.claims()).account();
        int limit = call.limit();
        Optional<Position> after = call.cursor().map(FilesRoutes::position);
        List<Entry> entries = browse.list(account, folderId(account, call), after, limit);
        String next = entries.size() < limit ? null : Call.writeCursor(cursorAt(entries.getLast()));
        return Answer.ok(new Page<>(entries.stream().map(Views::of).toList(), next));
    }

    private static String cursorAt(Entry last) {
        return (last instanceof Entry.Sub ? FOLDERS : FILES) + last.name();
    }

    private static Position position(String cursor) {
        if (!cursor.startsWith(FOLDERS) && !cursor.startsWith(FILES)) {
            throw Call.badCursor();
        }
        try {
            return new Position(cursor.startsWith(FOLDERS), new EntryName(cursor.substring(FILES.length())));
        } catch (ProblemException notAName) {
            throw Call.badCursor();
        }
    }

    private Answer at(Call call) {
        AccountId account = admit.admit(call.claims()).account();
        String path = call.query("path").orElseThrow(() -> ProblemException.field("path", "is missing"));
        if (path.length() > LONGEST_PATH) {
            throw ProblemException.field("path", "is too long");
        }
        List<EntryName> names = Stream.of(path.split("/"))
                .filter(name -> !name.isEmpty())
                .map(EntryName::new)
                .toList();
        return Answer.ok(Views.of(browse.at(account, names)));
    }

    private Answer createFolder(Call call) {
        AccountId account = admit.admit(call.claims()).account();
        var request = call.body(CreateFolderRequest.class);
        Optional<CreationKey> key = call.idempotencyKey()
                .map(text -> CreationKey.of(account.value(), "POST /v1/folders", text, Json.write(request)));
        return Answer.created(Views.of(createFolder.create(
                account, Fields.folder(account, request.parentId()), Fields.name("name", request.name()), key)));
    }

    private Answer folder(Call call) {
        AccountId account = admit.admit(call.claims()).account();
        return Answer.ok(Views.of(browse.folder(account, folderId(account, call))));
    }

    private Answer changeFolder(Call call) {
        AccountId account = admit.admit(call.claims()).account();
        FolderId id = folderId(account, call);
        var request = call.body(ChangeEntryRequest.class);
        return Answer.ok(Views.of(changeFolder.change(account, id, newName(request), newFolder(account, request))));
    }

    private Answer file(Call call) {
        AccountId account = admit.admit(call.claims()).account();
        return Answer.ok(Views.of(browse.file(account, new FileId(call.id()))));
    }

    private Answer changeFile(Call call) {
        AccountId account = admit.admit(call.claims()).account();
        var id = new FileId(call.id());
        var request = call.body(ChangeEntryRequest.class);
        return Answer.ok(Views.of(changeFile.change(account, id, newName(request), newFolder(account, request))));
    }

    private static FolderId folderId(AccountId account, Call call) {
        return Fields.folder(account, call.pathParameter("id"));
    }

    private static Optional<EntryName> newName(ChangeEntryRequest request) {
        return Optional.ofNullable(request.name()).map(EntryName::new);
    }

    private static Optional<FolderId> newFolder(AccountId account, ChangeEntryRequest request) {
        return Optional.ofNullable(request.folderId()).map(id -> Fields.folder(account, id));
    }
}
