package io.cloudstore.client.upload;

import io.cloudstore.client.drive.RemotePath;
import io.cloudstore.protocol.problem.ProblemException;
import io.cloudstore.protocol.wire.Batch;
import io.cloudstore.protocol.wire.FileView;
import io.cloudstore.protocol.wire.UploadView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Uploads many small files, a batch of them in each call of the service. While one batch is sent the next one is hashed
 * and opened and the one before is completed.
 */
public final class ManyUploader {
    /** Files of the first batch, the second, and so on: the first bytes go early, calls stay few. */
    private static final int[] BATCHES = {4, 16, 64, Batch.MOST_ITEMS};
    /** One that opens, one that is sent, one that is completed. */
    private static final int BATCHES_AT_A_TIME = 3;

    private final Uploader uploader;

    /** Over the connections of {@code uploader}. */
    public ManyUploader(Uploader uploader) {
        this.uploader = uploader;
    }

    /**
     * Whether a file of this size is small: of one part, and sooner sent than asked about. Larger ones go alone, because
     * their content may be stored already.
     */
    public static boolean isSmall(long size) {
        return !InstantRace.mayPay(size);
    }

    /**
     * Brings local files into the drive, and returns when each is visible there or was told as failed. If it ends early,
     * what was sent is kept for the next time.
     *
     * @throws IOException what {@link ManyWatcher#failed} made of a failure, and what concerns all files
     * @throws ProblemException what the service refused for all files, as {@code sign-in-required}
     */
    public void upload(List<UploadRequest> requests, ManyWatcher watcher) throws IOException, InterruptedException {
        Map<Place, UploadView> left = leftOpen();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        ExecutorCompletionService<Boolean> batches = new ExecutorCompletionService<>(threads);
        try {
            Iterator<UploadRequest> next = requests.iterator();
            int running = 0;
            for (int number = 0; next.hasNext(); number++) {
                List<SmallUpload> batch = new ArrayList<>();
                boolean handedOn = false;
                try {
                    hash(next, BATCHES[Math.min(number, BATCHES.length - 1)], left, watcher, batch);
                    if (running == BATCHES_AT_A_TIME) {
                        await(batches.take());
                        running--;
                    }
                    batches.submit(() -> {
                        run(batch, watcher, threads);
                        return true;
                    });
                    handedOn = true;
                } finally {
                    if (!handedOn) {
                        close(batch);
                    }
                }
                running++;
            }
            for (; running > 0; running--) {
                await(batches.take());
            }
        } finally {
            threads.shutdownNow();
            threads.close();
        }
    }

    private void run(List<SmallUpload> batch, ManyWatcher watcher, ExecutorService threads)
            throws IOException, InterruptedException {
        try {
            new SmallBatch(uploader, watcher, threads).run(batch);
        } finally {
            close(batch);
        }
    }

    private static void close(List<SmallUpload> batch) throws IOException {
        for (SmallUpload upload : batch) {
            upload.close();
        }
    }

    private static void await(Future<Boolean> batch) throws IOException, InterruptedException {
        try {
            batch.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException io -> throw io;
                case RuntimeException runtime -> throw runtime;
                case InterruptedException interrupted -> throw interrupted;
                case null, default -> throw new IOException(e.getCause());
            }
        }
    }

    /** Fills {@code batch} with the next files that have to be sent, at most so many; those that are there are told as such. */
    private void hash(
            Iterator<UploadRequest> requests,
            int most,
            Map<Place, UploadView> left,
            ManyWatcher watcher,
            List<SmallUpload> batch)
            throws IOException, InterruptedException {
        while (requests.hasNext() && batch.size() < most) {
            UploadRequest request = requests.next();
            try {
                hash(request, left, watcher).ifPresent(batch::add);
            } catch (IOException | ProblemException e) {
                watcher.failed(request, e);
            }
        }
    }

    private Optional<SmallUpload> hash(UploadRequest request, Map<Place, UploadView> left, ManyWatcher watcher)
            throws IOException, InterruptedException {
        SourceFile source = SourceFile.open(request.source());
        boolean kept = false;
        try {
            if (!isSmall(source.plan().size())) {
                watcher.arrived(request, uploader.upload(request, watcher.watch(request)));
                return Optional.empty();
            }
            SmallUpload upload = SmallUpload.of(request, source, watcher.watch(request));
            Optional<FileView> there = request.there(uploader.drive());
            if (there.isPresent() && upload.isUnchanged(there.get())) {
                watcher.arrived(request, upload.unchanged(there.get(), uploader.drive()));
                return Optional.empty();
            }
            UploadView open = left.get(Place.of(request, source.plan().size(), upload.digest()));
            if (open != null) {
                upload.carryOn(open);
            }
            kept = true;
            return Optional.of(upload);
        } finally {
            if (!kept) {
                source.close();
            }
        }
    }

    /** What an upload is of and for; there may be several. */
    private record Place(
            String folderId,
            String name,
            long size,
            @Nullable String firstPart) {
        static Place of(UploadRequest request, long size, String digest) {
            return new Place(request.folderId(), request.path().name(), size, digest);
        }

        static Place of(UploadView upload) {
            return new Place(upload.folderId(), RemotePath.normal(upload.name()), upload.size(), upload.firstPart());
        }
    }

    /** The newest upload of each place that an earlier attempt left open; asked for once. */
    private Map<Place, UploadView> leftOpen() throws IOException, InterruptedException {
        Map<Place, UploadView> left = new HashMap<>();
        uploader.uploads().list().stream()
                .sorted(Comparator.comparing(UploadView::createdAt))
                .forEach(upload -> left.put(Place.of(upload), upload));
        return left;
    }
}
