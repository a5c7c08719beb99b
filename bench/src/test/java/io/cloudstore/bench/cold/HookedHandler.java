package io.cloudstore.bench.cold;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/** Answers 200 once it was checkpointed and restored, in this order, and 500 before. */
public final class HookedHandler implements RequestStreamHandler, Resource {
    private String called = "";

    /** Registers itself, as a function does that SnapStart is to tell. */
    public HookedHandler() {
        Core.getGlobalContext().register(this);
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        called += "before ";
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        called += "after";
    }

    @Override
    public void handleRequest(
            InputStream input, OutputStream output, com.amazonaws.services.lambda.runtime.Context context)
            throws IOException {
        int status = called.equals("before after") ? 200 : 500;
        output.write(("{\"statusCode\":" + status + "}").getBytes(StandardCharsets.UTF_8));
    }
}
