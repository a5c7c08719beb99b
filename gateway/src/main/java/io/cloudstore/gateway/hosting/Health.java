package io.cloudstore.gateway.hosting;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Asks a gateway for its health, as the first client does. */
final class Health {
    private static final String PATH = "/v1/health";
    private static final int MILLIS = 10_000;

    private Health() {}

    /** @throws CannotStart when the answer isn't 200 */
    static void require(URI gateway) {
        int status = status(gateway.resolve(PATH));
        if (status != HttpURLConnection.HTTP_OK) {
            throw new CannotStart("The gateway is up, but " + PATH + " answers " + status + "; see its log.");
        }
    }

    private static int status(URI address) {
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(MILLIS);
            connection.setReadTimeout(MILLIS);
            return connection.getResponseCode();
        } catch (IOException e) {
            throw new CannotStart("The gateway doesn't answer at " + address + ": " + e.getMessage(), e);
        }
    }
}
