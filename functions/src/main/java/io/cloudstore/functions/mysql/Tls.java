package io.cloudstore.functions.mysql;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the driver is told about TLS
 * (https://dev.mysql.com/doc/connector-j/en/connector-j-connp-props-security.html). A database on this machine is spoken
 * to as the driver sees fit; for any other, nothing but TLS with the host's name in a trusted certificate will do.
 */
final class Tls {
    private static final Pattern HOSTS = Pattern.compile("jdbc:mysql:(?:\\w+:)*//(?<hosts>[^/?]*)");
    private static final Pattern PORT = Pattern.compile(":\\d+$");

    private Tls() {}

    /** The driver's properties for these settings. */
    static Map<String, String> properties(MySqlSettings settings) {
        Map<String, String> properties = new HashMap<>();
        if (!staysOnThisMachine(settings.url())) {
            properties.put("sslMode", "VERIFY_IDENTITY");
        }
        settings.trust().ifPresent(trust -> {
            properties.put(
                    "trustCertificateKeyStoreUrl", file(trust.get()).toUri().toString());
            properties.put("trustCertificateKeyStoreType", "PKCS12");
            properties.put("fallbackToSystemTrustStore", "false");
        });
        return properties;
    }

    /** Whether all hosts of the URL are loopback addresses. A form of URL that we can't read counts as elsewhere. */
    static boolean staysOnThisMachine(String url) {
        Matcher matcher = HOSTS.matcher(url);
        return matcher.lookingAt()
                && Arrays.stream(matcher.group("hosts").split(",", -1)).allMatch(Tls::isLoopback);
    }

    private static boolean isLoopback(String hostAndPort) {
        String host = PORT.matcher(hostAndPort).replaceFirst("");
        if (host.isEmpty() || host.equals("localhost")) { // none at all is the driver's word for localhost
            return true;
        }
        try {
            return InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException aName) {
            return false;
        }
    }

    /** The driver reads trust from files alone, at each connection. Without a password: there is nothing secret in it. */
    private static Path file(KeyStore trust) {
        try {
            Path file = Files.createTempFile("cloudstore-trust", ".p12");
            file.toFile().deleteOnExit();
            try (OutputStream out = Files.newOutputStream(file)) {
                trust.store(out, null);
            }
            return file;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        } catch (GeneralSecurityException unwritable) {
            throw new IllegalStateException("the trusted certificates can't be written down", unwritable);
        }
    }
}
