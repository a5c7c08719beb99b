package io.cloudstore.functions.entry;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.account.SessionId;
import io.cloudstore.functions.password.Passwords;
import io.cloudstore.functions.s3.S3;
import io.cloudstore.functions.token.Tokens;
import io.cloudstore.protocol.wire.ReceiptClaims;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes once through what a function's first call would have to load, connect and compile, on behalf of nobody: a session
 * that there is not, a file that there is not, keys that are nobody's. Nothing is changed by it but the count of nobody's
 * calls. What can't be reached is left out, and told: that is no reason to have no snapshot.
 */
final class Priming {
    private static final Logger LOG = LoggerFactory.getLogger(Priming.class);

    /** An id that no draw ever gives. */
    private static final UUID NOBODY = new UUID(0, 0);

    private static final String CALL = """
            {"httpMethod": "%s", "resource": "%s", "path": "/", "headers": {}, "requestContext": {"requestId": "priming",
             "identity": {"sourceIp": "127.0.0.1"},
             "authorizer": {"accountId": "%s", "sessionId": "%s", "exp": "%d"}}}""";

    private static final String MESSAGE = """
            {"Records": [{"messageId": "priming", "eventSource": "aws:sqs", "attributes": {}, "messageAttributes": {},
             "body": "{\\"kind\\":\\"%s\\",\\"id\\":\\"%s\\"}"}]}""";

    private static final String QUESTION = """
            {"type": "TOKEN", "authorizationToken": "Bearer %s", "methodArn": "arn:aws:execute-api:::priming"}""";

    /** In every answer of an HTTP function, and which: nobody is refused once their session was looked for, and no sooner. */
    private static final String STATUS = "\"statusCode\":";

    private static final String REFUSED = STATUS + "401";

    private final Engines engines;
    private final Clock clock;

    Priming(Engines engines, Clock clock) {
        this.engines = engines;
        this.clock = clock;
    }

    /**
     * Primes the function of a handler.
     *
     * @param handler the handler's simple class name
     * @param function the function, wired with these settings
     */
    void prime(String handler, Settings settings, Function<InputStream, byte[]> function) {
        for (Runnable step : steps(handler, settings, function)) {
            try {
                step.run();
            } catch (RuntimeException unreachable) {
                LOG.info("{} is not primed with all: {}", handler, unreachable.toString());
            }
        }
    }

    private List<Runnable> steps(String handler, Settings settings, Function<InputStream, byte[]> function) {
        return switch (handler) {
            case "LoginHandler" ->
                List.of(
                        () -> ask(function, call("GET", "/v1/me")),
                        () -> Passwords.argon2(1).hash("nobody's password"),
                        this::token);
            case "AuthorizeHandler" -> List.of(() -> ask(function, json(QUESTION.formatted(token()))));
            case "SignUploadHandler" ->
                List.of(
                        () -> ask(function, call("GET", "/v1/uploads")),
                        engines.s3(settings)::warmUpSigning,
                        () -> look(settings));
            case "ReusePartsHandler" ->
                List.of(() -> ask(function, call("POST", "/v1/uploads/{id}/parts/reuse")), () -> look(settings));
            case "MergeChunksHandler" ->
                List.of(() -> ask(function, call("POST", "/v1/uploads/{id}/complete")), () -> look(settings));
            case "InstantUploadHandler" ->
                List.of(
                        () -> ask(function, call("POST", "/v1/uploads/{id}/instant")),
                        () -> ask(function, call("POST", "/v1/uploads/{id}/instant/proof")),
                        () -> look(settings));
            case "FilesHandler" -> List.of(() -> ask(function, call("GET", "/v1/folders/{id}/entries")));
            case "DownloadHandler" ->
                List.of(
                        () -> ask(function, call("GET", "/v1/files/{id}/download")),
                        engines.s3(settings)::warmUpSigning,
                        this::receipt);
            case "TransferHandler" -> List.of(() -> ask(function, message("TRANSFER")), () -> look(settings));
            case "SweepHandler" -> List.of(() -> ask(function, message("CLEAN")), () -> look(settings));
            default -> List.of();
        };
    }

    private static void ask(Function<InputStream, byte[]> function, InputStream event) {
        String answer = new String(function.apply(event), StandardCharsets.UTF_8);
        if (answer.contains(STATUS) && !answer.contains(REFUSED)) {
            throw new IllegalStateException("the call was answered with " + answer);
        }
    }

    private InputStream call(String method, String resource) {
        long end = clock.instant().plusSeconds(60).getEpochSecond();
        return json(CALL.formatted(method, resource, NOBODY, NOBODY, end));
    }

    private static InputStream message(String kind) {
        return json(MESSAGE.formatted(kind, NOBODY));
    }

    private static InputStream json(String event) {
        return new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8));
    }

    /** Asks the store for an object. */
    private void look(Settings settings) {
        S3 s3 = engines.s3(settings);
        s3.stagingStore().head(NOBODY);
    }

    /** A token that was issued and read with a key pair made for this. */
    private String token() {
        Tokens.KeyPair keys = Tokens.newKeyPair();
        Instant now = clock.instant();
        String token = Tokens.issuing(keys::privateKey)
                .issue(new AccountId(NOBODY), new SessionId(NOBODY), now, now.plusSeconds(60));
        Tokens.reading(keys::publicKeys).read(token, now);
        return token;
    }

    /** A receipt about nothing, signed with a key made for this. */
    private void receipt() {
        Tokens.KeyPair keys = Tokens.newKeyPair();
        Instant now = clock.instant();
        String nothing = NOBODY.toString();
        Tokens.signingReceipts(keys::privateKey)
                .sign(new ReceiptClaims(ReceiptClaims.ISSUER, 0, nothing, 1, 0, 0, nothing, now));
        Tokens.publishing(keys::privateKey, keys::publicKeys).publicKeys();
    }
}
