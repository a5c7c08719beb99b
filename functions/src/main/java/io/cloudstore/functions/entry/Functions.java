package io.cloudstore.functions.entry;

import com.amazonaws.services.lambda.runtime.events.APIGatewayCustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.events.IamPolicyResponseV1;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.io.InputStream;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;

/**
 * The functions, wired. On Lambda one process asks for one of them; elsewhere one process asks for all, and those whose
 * settings name the same engine share its connections.
 */
public final class Functions implements FunctionHost, AutoCloseable {
    private static final String PACKAGE = Functions.class.getPackageName() + ".";

    private final Engines engines;
    private final AccountWiring account;
    private final UploadWiring upload;
    private final ReuseWiring reuse;
    private final InstantWiring instant;
    private final DriveWiring drive;
    private final WorkWiring work;
    private final SweepWiring sweep;
    private final Priming priming;

    /** Wires nothing yet. */
    public Functions(Clock clock) {
        this.engines = new Engines(clock);
        this.account = new AccountWiring(engines, clock);
        this.upload = new UploadWiring(engines, clock);
        this.reuse = new ReuseWiring(engines, clock);
        this.instant = new InstantWiring(engines, clock);
        this.drive = new DriveWiring(engines, clock);
        this.work = new WorkWiring(engines, clock);
        this.sweep = new SweepWiring(engines, clock);
        this.priming = new Priming(engines, clock);
    }

    @Override
    public Function<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> http(
            String handler, Map<String, String> environment) {
        var settings = new Settings(environment);
        return switch (nameOf(handler)) {
            case "LoginHandler" -> account.login(settings);
            case "SignUploadHandler" -> upload.signUpload(settings);
            case "ReusePartsHandler" -> reuse.reuseParts(settings);
            case "MergeChunksHandler" -> upload.mergeChunks(settings);
            case "InstantUploadHandler" -> instant.instantUpload(settings);
            case "FilesHandler" -> drive.files(settings);
            case "DownloadHandler" -> drive.download(settings);
            default -> throw unknown(handler, "HTTP function");
        };
    }

    @Override
    public Function<APIGatewayCustomAuthorizerEvent, IamPolicyResponseV1> authorizer(
            String handler, Map<String, String> environment) {
        if (!nameOf(handler).equals("AuthorizeHandler")) {
            throw unknown(handler, "authorizer");
        }
        return account.authorize(new Settings(environment));
    }

    @Override
    public Function<SQSEvent, SQSBatchResponse> queue(String handler, Map<String, String> environment) {
        var settings = new Settings(environment);
        return switch (nameOf(handler)) {
            case "TransferHandler" -> work.transfer(settings);
            case "SweepHandler" -> sweep.sweep(settings);
            default -> throw unknown(handler, "queue function");
        };
    }

    /**
     * Prepares the database and the keys of access tokens and receipts for this version, as function {@code migrate} does
     * at deployment: the schema is brought up to date, and keys that Parameter Store is to hold are made once.
     *
     * @throws IllegalArgumentException when a setting is missing or wrong
     */
    public void migrate(Map<String, String> environment) {
        work.migrate(new Settings(environment));
    }

    /** Has receipts signed with a new key, as function {@code migrate} does when it is asked to. */
    void rotateReceiptKey(Map<String, String> environment) {
        work.rotateReceiptKey(new Settings(environment));
    }

    /** Does the first-use work of a function that was wired here. */
    void prime(String handler, Map<String, String> environment, Function<InputStream, byte[]> function) {
        priming.prime(nameOf(handler), new Settings(environment), function);
    }

    /** Closes every connection. */
    @Override
    public void close() {
        engines.close();
    }

    private static String nameOf(String handler) {
        return handler.startsWith(PACKAGE) ? handler.substring(PACKAGE.length()) : handler;
    }

    private static IllegalArgumentException unknown(String handler, String kind) {
        return new IllegalArgumentException("There is no " + kind + " with handler " + handler + ".");
    }
}
