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
import io.cloudstore.client.progress.Progress;
import io.cloudstore.client.upload.Conflict;
import io.cloudstore.client.upload.Existing;
import io.cloudstore.client.upload.ManyUploader;
import io.cloudstore.client.upload.ManyWatcher;
import io.cloudstore.client.upload.SourceChangedException;
import io.cloudstore.client.upload.UploadRequest;
import io.cloudstore.client.upload.UploadResult;
import io.cloudstore.protocol.problem.ProblemException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * Puts a tree: its folders first, then its files over the client's connections, large ones a few at a time, small ones many
 * in a call.
 */
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
        // A few small files are quicker alone: each of their calls is.
        boolean together = tree.files().stream().filter(PutRun::isSmall).count() > FILES_AT_A_TIME;
        List<UploadRequest> small = new ArrayList<>();
        List<UploadRequest> others = new ArrayList<>();
        for (Item item : tree.files()) {
            String folderId = folders.ensure(item.target().parent());
            Existing existing = folders.existing(item.target());
            (together && isSmall(item) ? small : others)
                    .add(new UploadRequest(item.source(), folderId, item.target(), conflict, existing));
        }
        Set<RemotePath> targets = tree.files().stream().map(Item::target).collect(Collectors.toUnmodifiableSet());
        ExecutorService threads = Executors.newFixedThreadPool(
                FILES_AT_A_TIME + (small.isEmpty() ? 0 : 1),
                Thread.ofVirtual().name("put-", 0).factory());
        try {
            List<Future<List<Failures.Told>>> running = new ArrayList<>();
            if (!small.isEmpty()) {
                running.add(threads.submit(() -> putMany(small)));
            }
            others.forEach(request -> running.add(threads.submit(() -> put(request, targets))));
            return outcomes(running);
        } finally {
            threads.shutdownNow();
            threads.close();
        }
    }

    private static boolean isSmall(Item item) {
        return ManyUploader.isSmall(item.size());
    }

    private List<Failures.Told> putMany(List<UploadRequest> requests) throws IOException, InterruptedException {
        List<Failures.Told> failures = Collections.synchronizedList(new ArrayList<>());
        client.upload(requests, new ManyWatcher() {
            @Override
            public Progress watch(UploadRequest request) {
                return meter.watch(request.path().name());
            }

            @Override
            public void arrived(UploadRequest request, UploadResult result) {
                PutRun.this.arrived(result);
            }

            @Override
            public void failed(UploadRequest request, Exception why) throws IOException {
                failures.add(failedAlone(request, why));
            }
        });
        return List.copyOf(failures);
    }

    private static List<Failures.Told> outcomes(List<Future<List<Failures.Told>>> outcomes)
            throws IOException, InterruptedException {
        List<Failures.Told> failures = new ArrayList<>();
        for (Future<List<Failures.Told>> outcome : outcomes) {
            try {
                failures.addAll(outcome.get());
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

    private List<Failures.Told> put(UploadRequest request, Set<RemotePath> targets)
            throws IOException, InterruptedException {
        try {
            arrived(client.upload(request, meter.watch(request.path().name(), elsewhere -> {
                if (!targets.contains(elsewhere)) {
                    tellHowToCarryOn(request, elsewhere);
                }
            })));
            return List.of();
        } catch (IOException | ProblemException e) {
            return List.of(failedAlone(request, e));
        }
    }

    /** The person named another folder, so that nothing is taken over; but the bytes that are there may be wanted. */
    private void tellHowToCarryOn(UploadRequest request, RemotePath elsewhere) {
        if (!invocation.isQuiet()) {
            String source = request.source().toString();
            String carryOn = "put --to " + Words.quoted(elsewhere.parent().toString()) + " " + Words.localPath(source);
            display.note(Words.shown("cloudstore: " + source + " begins anew, while an upload of it is open for "
                    + elsewhere + "; to carry that on instead: " + invocation.command(carryOn)));
        }
    }

    private void arrived(UploadResult result) {
        meter.ended(result.how() == UploadResult.How.UNCHANGED ? result.bytesTotal() : 0);
        tell(result);
    }

    /** A failure that is of this file alone; what would fail for all the others too is thrown. */
    private Failures.Told failedAlone(UploadRequest request, Exception why) throws IOException {
        String name = Words.shown(request.source().toString());
        return switch (why) {
            case ProblemException e when concernsAllFiles(e) -> throw e;
            case ProblemException e -> told(name, e);
            case SourceChangedException e -> told(name, e);
            case FileSystemException e -> told(name, e);
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            default -> throw new IOException(why);
        };
    }

    private Failures.Told told(String name, Exception e) {
        meter.ended(0);
        Failures.Told told = Failures.of(e, invocation);
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
