package io.cloudstore.client.receipt;

import io.cloudstore.client.call.Call;
import io.cloudstore.client.call.Service;
import io.cloudstore.protocol.wire.ReceiptView;
import java.io.IOException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/** Receipts as the service gives them. All calls throw as {@link Service#call} does. */
public final class Receipts {
    private final Service service;

    /** The receipts of whoever is signed in. */
    public Receipts(Service service) {
        this.service = service;
    }

    /** A receipt for the file's current version, as text; nobody has checked it yet. */
    public String of(String fileId) throws IOException, InterruptedException {
        return service.call(
                        Call.get("/v1/files/" + Call.encode(fileId) + "/receipt", new TypeReference<ReceiptView>() {}))
                .receipt();
    }

    /**
     * The keys that the service publishes; needs no session.
     *
     * @throws ReceiptRefusedException if there is none among them
     */
    public ReceiptKeys keys() throws IOException, InterruptedException, ReceiptRefusedException {
        return ReceiptKeys.of(service.call(new Call<>(
                "GET", "/.well-known/jwks.json", null, new TypeReference<JsonNode>() {}, Call.Care.CREDENTIALS)));
    }
}
