package io.cloudstore.client.upload;

import io.cloudstore.client.call.Call;
import io.cloudstore.client.call.Service;
import io.cloudstore.protocol.wire.Batch;
import io.cloudstore.protocol.wire.Batch.CompleteItem;
import io.cloudstore.protocol.wire.Batch.OpenItem;
import io.cloudstore.protocol.wire.Batch.Result;
import io.cloudstore.protocol.wire.Batch.Results;
import io.cloudstore.protocol.wire.CompleteRequest;
import io.cloudstore.protocol.wire.CompleteView;
import io.cloudstore.protocol.wire.InstantRequest;
import io.cloudstore.protocol.wire.InstantView;
import io.cloudstore.protocol.wire.OpenUploadRequest;
import io.cloudstore.protocol.wire.Page;
import io.cloudstore.protocol.wire.PartDigest;
import io.cloudstore.protocol.wire.ProofRequest;
import io.cloudstore.protocol.wire.ReusePartsRequest;
import io.cloudstore.protocol.wire.ReusedPartsView;
import io.cloudstore.protocol.wire.SignPartsRequest;
import io.cloudstore.protocol.wire.SignedPartsView;
import io.cloudstore.protocol.wire.UploadView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.type.TypeReference;

/** The service's uploads. All calls throw as {@link Service#call} does. */
public final class Uploads {
    private final Service service;

    /** The uploads of whoever is signed in. */
    public Uploads(Service service) {
        this.service = service;
    }

    /** All uploads that have not ended. */
    public List<UploadView> list() throws IOException, InterruptedException {
        List<UploadView> all = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            String from = cursor.isEmpty() ? "" : "&cursor=" + Call.encode(cursor);
            String path = "/v1/uploads?limit=" + Page.MOST + from;
            Page<UploadView> page = service.call(Call.get(path, new TypeReference<>() {}));
            all.addAll(page.items());
            cursor = page.nextCursor();
        }
        return all;
    }

    /** One upload, with the parts that the store holds. */
    public UploadView get(String uploadId) throws IOException, InterruptedException {
        return service.call(new Call<>("GET", at(uploadId), null, new TypeReference<>() {}, Call.Care.PATIENT));
    }

    /** Whether an upload became a file because the service had its content, and not by its parts. */
    static boolean isInstant(UploadView upload) {
        return upload.state().equals("INSTANT");
    }

    /** As {@link #get}, for a caller who can do without: it isn't tried as often. */
    UploadView look(String uploadId) throws IOException, InterruptedException {
        return service.call(Call.get(at(uploadId), new TypeReference<>() {}));
    }

    /** Gives an upload up; what was sent is deleted. */
    public void abort(String uploadId) throws IOException, InterruptedException {
        service.call(Call.delete(at(uploadId)));
    }

    UploadView open(OpenUploadRequest request) throws IOException, InterruptedException {
        return service.call(Call.send("POST", "/v1/uploads", request, new TypeReference<>() {}, Call.Care.CREATING));
    }

    /** Opens many; a result for each. Every item has a key of its own, so that the call may be repeated. */
    List<Result<UploadView>> open(List<OpenItem> items) throws IOException, InterruptedException {
        TypeReference<Results<UploadView>> answer = new TypeReference<>() {};
        return service.call(Call.send("POST", "/v1/uploads/batch", new Batch.Open(items), answer, Call.Care.PATIENT))
                .results();
    }

    /** Completes many; a result for each. */
    List<Result<CompleteView>> complete(List<CompleteItem> items) throws IOException, InterruptedException {
        TypeReference<Results<CompleteView>> answer = new TypeReference<>() {};
        Batch.Complete request = new Batch.Complete(items);
        return service.call(Call.send("POST", "/v1/uploads/batch/complete", request, answer, Call.Care.PATIENT))
                .results();
    }

    SignedPartsView sign(String uploadId, List<PartDigest> parts) throws IOException, InterruptedException {
        TypeReference<SignedPartsView> answer = new TypeReference<>() {};
        SignPartsRequest request = new SignPartsRequest(parts);
        return service.call(Call.send("POST", at(uploadId) + "/parts", request, answer, Call.Care.PATIENT));
    }

    /** Asks whether the service has the content already. */
    InstantView instant(String uploadId, String contentId) throws IOException, InterruptedException {
        InstantRequest request = new InstantRequest(contentId);
        return service.call(
                Call.send("POST", at(uploadId) + "/instant", request, new TypeReference<>() {}, Call.Care.REPEATABLE));
    }

    /** Answers the challenge that {@link #instant} brought. */
    InstantView prove(String uploadId, List<String> proofs) throws IOException, InterruptedException {
        ProofRequest request = new ProofRequest(proofs);
        return service.call(Call.send(
                "POST", at(uploadId) + "/instant/proof", request, new TypeReference<>() {}, Call.Care.REPEATABLE));
    }

    /** Has the store copy parts from other content of the account; the numbers of those that it now holds. */
    List<Integer> reuse(String uploadId, List<PartDigest> parts) throws IOException, InterruptedException {
        TypeReference<ReusedPartsView> answer = new TypeReference<>() {};
        ReusePartsRequest request = new ReusePartsRequest(parts);
        return service.call(Call.send("POST", at(uploadId) + "/parts/reuse", request, answer, Call.Care.REPEATABLE))
                .reused();
    }

    CompleteView complete(String uploadId, String contentId) throws IOException, InterruptedException {
        CompleteRequest request = new CompleteRequest(contentId);
        return service.call(
                Call.send("POST", at(uploadId) + "/complete", request, new TypeReference<>() {}, Call.Care.PATIENT));
    }

    private static String at(String uploadId) {
        return "/v1/uploads/" + Call.encode(uploadId);
    }
}
