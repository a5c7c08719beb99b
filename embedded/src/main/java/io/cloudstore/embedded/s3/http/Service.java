package io.cloudstore.embedded.s3.http;

import io.cloudstore.embedded.s3.access.RoleSessions;
import io.cloudstore.embedded.s3.sign.Authenticated;
import io.cloudstore.embedded.s3.sign.Authenticator;
import io.cloudstore.embedded.s3.store.Store;
import io.cloudstore.embedded.s3.wire.Request;
import io.cloudstore.embedded.s3.wire.S3Error;
import io.cloudstore.embedded.s3.wire.S3Failure;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests: verifies who asks, finds the operation, turns failures into S3's error documents. */
public final class Service {
    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    private final Store store;
    private final Authenticator authenticator;
    private final Sts sts;
    private final Cors cors;
    private final Map<Operation, Handler> handlers;

    public Service(
            Store store,
            Authenticator authenticator,
            RoleSessions sessions,
            String region,
            Map<String, List<String>> corsOriginsByBucket,
            Clock clock) {
        this.store = store;
        this.authenticator = authenticator;
        this.sts = new Sts(authenticator, sessions);
        this.cors = new Cors(corsOriginsByBucket);
        this.handlers = handlers(region, clock);
    }

    private static Map<Operation, Handler> handlers(String region, Clock clock) {
        BucketOperations buckets = new BucketOperations(region);
        MultipartOperations multipart = new MultipartOperations(clock);
        CopyOperations copies = new CopyOperations(clock);
        Map<Operation, Handler> handlers = new EnumMap<>(Operation.class);
        handlers.put(Operation.LIST_BUCKETS, BucketOperations::list);
        handlers.put(Operation.CREATE_BUCKET, BucketOperations::create);
        handlers.put(Operation.HEAD_BUCKET, buckets::head);
        handlers.put(Operation.GET_BUCKET_LOCATION, buckets::location);
        handlers.put(Operation.LIST_OBJECTS_V2, ListOperations::objects);
        handlers.put(Operation.LIST_MULTIPART_UPLOADS, ListOperations::uploads);
        handlers.put(Operation.LIST_PARTS, ListOperations::parts);
        handlers.put(Operation.DELETE_OBJECTS, ObjectOperations::deleteMany);
        handlers.put(
                Operation.PUT_OBJECT,
                call -> CopyOperations.asked(call.request()) ? copies.copyObject(call) : ObjectOperations.put(call));
        handlers.put(Operation.GET_OBJECT, ObjectOperations::get);
        handlers.put(Operation.HEAD_OBJECT, ObjectOperations::head);
        handlers.put(Operation.DELETE_OBJECT, ObjectOperations::delete);
        handlers.put(Operation.CREATE_MULTIPART_UPLOAD, MultipartOperations::create);
        handlers.put(
                Operation.UPLOAD_PART,
                call -> CopyOperations.asked(call.request())
                        ? copies.uploadPartCopy(call)
                        : multipart.uploadPart(call));
        handlers.put(Operation.COMPLETE_MULTIPART_UPLOAD, MultipartOperations::complete);
        handlers.put(Operation.ABORT_MULTIPART_UPLOAD, MultipartOperations::abort);
        return handlers;
    }

    /** Answers one request; whatever goes wrong is an answer too. */
    Response answer(Request request, InputStream rawBody) {
        String requestId =
                UUID.randomUUID().toString().replace("-", "").substring(0, 16).toUpperCase(Locale.ROOT);
        Response response;
        try {
            response =
                    request.method().equals("OPTIONS") ? cors.preflight(request) : handle(request, rawBody, requestId);
        } catch (S3Failure failure) {
            response = Response.error(failure, request.path(), requestId);
        } catch (IOException | RuntimeException e) {
            LOG.error("S3 {} {} failed", request.method(), requestId, e);
            response = Response.error(new S3Failure(S3Error.INTERNAL_ERROR), request.path(), requestId);
        }
        cors.permit(request, response);
        return response.header("x-amz-request-id", requestId).header("x-amz-id-2", "cloudstore");
    }

    private Response handle(Request request, InputStream rawBody, String requestId) throws IOException {
        if (Sts.isAsked(request)) {
            return sts.answer(request, rawBody, requestId);
        }
        Authenticated authenticated = authenticator.authenticate(request);
        Operation operation = Operation.of(request);
        Unsupported.refuse(request);
        Body body = new Body(request, authenticated.payload(), rawBody);
        return Requests.present(handlers, operation).handle(new Call(request, authenticated.identity(), body, store));
    }
}
