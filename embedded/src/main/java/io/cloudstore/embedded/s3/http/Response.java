package io.cloudstore.embedded.s3.http;

import io.cloudstore.embedded.s3.wire.S3Failure;
import io.cloudstore.embedded.s3.wire.Xml;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer: status, headers, and content that is written when its turn comes. */
final class Response {
    /** What follows the headers. Closed when written, or when it won't be. */
    interface Content extends AutoCloseable {
        long length();

        void writeTo(OutputStream out) throws IOException;

        @Override
        void close() throws IOException;
    }

    private final int status;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private Content content = new Bytes(new byte[0]);

    private Response(int status) {
        this.status = status;
    }

    static Response of(int status) {
        return new Response(status);
    }

    static Response xml(Xml document) {
        return xml(200, document);
    }

    static Response xml(int status, Xml document) {
        return of(status).header("Content-Type", "application/xml").content(new Bytes(document.bytes()));
    }

    static Response error(S3Failure failure, String resource, String requestId) {
        int status = failure.error().status();
        if (status == 304) {
            return of(status); // RFC 9110: has no content
        }
        Xml document = Xml.error()
                .element("Code", failure.error().code())
                .element("Message", failure.words())
                .element("Resource", legible(resource));
        failure.details().forEach((name, value) -> document.element(name, legible(value)));
        document.element("RequestId", requestId).element("HostId", "cloudstore");
        return xml(status, document);
    }

    /** Keys may hold characters that no XML parser takes; the client must get to read the code all the same. */
    static String legible(String text) {
        return text.replaceAll("[\\x00-\\x1F\uFFFE\uFFFF]", "\uFFFD");
    }

    Response header(String name, Object value) {
        headers.put(name, value.toString());
        return this;
    }

    Response content(Content newContent) {
        content = newContent;
        return this;
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    Content content() {
        return content;
    }

    private static final class Bytes implements Content {
        private final byte[] bytes;

        private Bytes(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(bytes);
        }

        @Override
        public void close() {}
    }
}
