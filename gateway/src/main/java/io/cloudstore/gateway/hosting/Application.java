package io.cloudstore.gateway.hosting;

import io.cloudstore.functions.entry.FunctionHost;
import java.time.Clock;
import java.util.Map;

/** What a gateway hosts. */
public interface Application extends AutoCloseable {

    /** The functions of this program, on the machine's clock. */
    static Application shipped() {
        return new ShippedApplication(Clock.systemUTC());
    }

    /** The functions that the gateway calls. */
    FunctionHost functions();

    /**
     * Brings the schema to the functions' version; a repeat changes nothing.
     *
     * @param environment of the template's migrate function
     */
    void migrate(Map<String, String> environment);

    /** Closes every connection to the engines. */
    @Override
    void close();
}
