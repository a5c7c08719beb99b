package io.cloudstore.cli.files;

import io.cloudstore.cli.context.Invocation;
import io.cloudstore.cli.files.LocalTree.Item;
import io.cloudstore.cli.terminal.Failures;
import io.cloudstore.cli.terminal.Json;
import io.cloudstore.cli.terminal.Meter;
import io.cloudstore.cli.terminal.ProgressDisplay;
import io.cloudstore.cli.terminal.Words;
import io.cloudstore.client.CloudstoreClient;
import io.cloudstore.client.drive.RemotePath;
import io.cloudstore.client.upload.Conflict;
import io.cloudstore.client.upload.Existing;
import io.cloudstore.client.upload.SourceChangedException;
import io.cloudstore.client.upload.UploadRequest;
import io.cloudstore.client.upload.UploadResult;
import io.cloudstore.protocol.problem.ProblemException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Puts a tree: its folders first, then its files, a few at a time over the client's connections. */
final class PutRun {
    /** Files at a time: enough that small ones don't wait for each other's calls. */
    private static final int FILES_AT_A_TIME = 4;

    private final CloudstoreClient client;
    private final Invocation invocation;
    private final Conflict conflict;
    private final Meter meter;
    private final ProgressDisplay display;
    private final RemoteFolders folders;

    PutRun(CloudstoreClient client, Invocation invocation, Conflict conflict, Meter meter, ProgressDisplay display) {
        this.client = client;
        this.invocation = invocation;
        this.conflict = conflict;
        this.meter = meter;
        this.display = display;
        this.folders = new RemoteFolders(client.drive());
    }

    /**
     * Puts everything.
     *
     * @return what failed for single files only; what would fail for all the others too is thrown
     */
    List<Failures.Told> put(LocalTree tree) throws IOException, InterruptedException {
        for (RemotePath folder : tree.folders()) {
            folders.ensure(folder);
        }
        List<UploadRequest> requests = new ArrayList<>();
        for (Item item : tree.files()) {
            String folderId = folders.ensure(item.target().parent());
            Existing existing = folders.existing(item.target());
            requests.add(new UploadRequest(item.source(), folderId, item.target(), conflict, existing));
        }
        ExecutorService threads = Executors.newFixedThreadPool(
                FILES_AT_A_TIME, Thread.ofVirtual().name("put-", 0).factory());
        try {
            return outcomes(requests.stream()
                    .map(request -> threads.submit(() -> put(request)))
                    .toList());
        } finally {
            threads.shutdownNow();
            threads.close();
        }
    }

    private static List<Failures.Told> outcomes(List<Future<Optional<Failures.Told>>> outcomes)
            throws IOException, InterruptedException {
        List<Failures.Told> failures = new ArrayList<>();
        for (Future<Optional<Failures.Told>> outcome : outcomes) {
            try {
                outcome.get().ifPresent(failures::add);
            } catch (ExecutionException e) {
                switch (e.getCause()) {
                    case IOException io -> throw io;
                    case RuntimeException runtime -> throw runtime;
                    case InterruptedException interrupted -> throw interrupted;
                    case null, default -> throw new IOException(e.getCause());
                }
            }
        }
        return failures;
    }

    private Optional<Failures.Told> put(UploadRequest request) throws IOException, InterruptedException {
        String name = Words.shown(request.source().toString());
        try {
            UploadResult result =
                    client.upload(request, meter.watch(request.path().name()));
            meter.ended(result.how() == UploadResult.How.UNCHANGED ? result.bytesTotal() : 0);
            tell(result);
            return Optional.empty();
        } catch (ProblemException e) {
            if (concernsAllFiles(e)) {
                throw e;
            }
            return Optional.of(told(name, e));
        } catch (SourceChangedException | FileSystemException e) {
            return Optional.of(told(name, e));
        }
    }

    private Failures.Told told(String name, Exception e) {
        meter.ended(0);
        Failures.Told told = Failures.of(e);
        String what = told.what().contains(name) ? told.what() : name + ": " + told.what();
        return new Failures.Told(told.exitCode(), what, told.advice(), told.requestId());
    }

    private static boolean concernsAllFiles(ProblemException e) {
        return switch (e.code()) {
            case NAME_TAKEN, INVALID_NAME, FILE_TOO_LARGE, CONTENT_DIFFERS, CONTENT_REJECTED, UPLOAD_CLOSED -> false;
            default -> true;
        };
    }

    private void tell(UploadResult result) {
        if (invocation.isJson()) {
            display.print(Json.line(PutLine.of(result)));
        } else if (!invocation.isQuiet()) {
            display.print(PutLine.inWords(result));
        }
    }
}
