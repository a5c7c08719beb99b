package io.cloudstore.client.store;

import io.cloudstore.client.store.Watchdog.Watch;
import io.cloudstore.protocol.wire.DownloadView;
import io.cloudstore.protocol.wire.SignedPart;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.LongConsumer;

/** The object store behind presigned URLs. One call here is one request. */
public final class Store {
    /** Headers that the HTTP client writes itself, from the URL and the body, with the very values that were signed. */
    private static final Set<String> WRITTEN_BY_HTTP = Set.of("host", "content-length");
    /** Bytes of an error document that are read. */
    private static final int LONGEST_ERROR = 16 << 10;

    private final HttpClient http;
    private final Watchdog watchdog;

    /** The store that {@code http} reaches, watched by {@code watchdog}. */
    public Store(HttpClient http, Watchdog watchdog) {
        this.http = http;
        this.watchdog = watchdog;
    }

    /**
     * PUTs bytes {@code offset} to {@code offset + length} of {@code file}.
     *
     * @param moved is told how many more bytes the connection took
     * @throws StalledException if nothing moved for too long
     */
    public StoreAnswer put(SignedPart signed, FileChannel file, long offset, long length, LongConsumer moved)
            throws IOException, InterruptedException {
        try (Watch watch = watchdog.watch()) {
            BodyPublisher body = length == 0
                    ? BodyPublishers.noBody()
                    : new RangePublisher(file, offset, length, bytes -> {
                        watch.progress();
                        moved.accept(bytes);
                    });
            HttpRequest request =
                    request(signed.url(), signed.headers()).PUT(body).build();
            HttpResponse<String> response = await(http.sendAsync(request, BodyHandlers.ofString()), watch);
            return StoreAnswer.of(response, response.body());
        }
    }

    /**
     * GETs content from {@code offset} on.
     *
     * @throws StoreUnavailableException with the store's answer if it gives no bytes
     * @throws StalledException if nothing moved for too long
     */
    public StoreBody get(DownloadView download, long offset) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(download.url(), download.headers());
        if (offset > 0) {
            request.header("Range", "bytes=" + offset + "-");
        }
        Watch watch = watchdog.watch();
        try {
            var response = await(http.sendAsync(request.GET().build(), BodyHandlers.ofInputStream()), watch);
            if (response.statusCode() != 200 && response.statusCode() != 206) {
                throw new StoreUnavailableException(StoreAnswer.of(response, error(response.body())));
            }
            return new StoreBody(response, watch);
        } catch (IOException | InterruptedException e) {
            watch.close();
            throw e;
        }
    }

    private static HttpRequest.Builder request(String url, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        headers.forEach((name, value) -> {
            if (!WRITTEN_BY_HTTP.contains(name.toLowerCase(Locale.ROOT))) {
                request.setHeader(name, value);
            }
        });
        return request;
    }

    private static String error(InputStream body) throws IOException {
        try (body) {
            return new String(body.readNBytes(LONGEST_ERROR), StandardCharsets.UTF_8);
        }
    }

    private static <T> HttpResponse<T> await(CompletableFuture<HttpResponse<T>> sending, Watch watch)
            throws IOException, InterruptedException {
        watch.endBy(() -> sending.cancel(true));
        try {
            return sending.get();
        } catch (InterruptedException e) {
            sending.cancel(true);
            throw e;
        } catch (CancellationException e) {
            throw new StalledException();
        } catch (ExecutionException e) {
            if (watch.hasStalled()) {
                throw new StalledException();
            }
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        }
    }
}
