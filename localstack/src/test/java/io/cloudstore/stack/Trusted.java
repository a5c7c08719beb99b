package io.cloudstore.stack;

import io.cloudstore.functions.trust.Trust;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * How the tests' own connections trust the outside servers: as the functions' do.
 *
 * @param pem certificates besides those that Java trusts
 */
record Trusted(String pem) {

    /** For Connector/J, which reads trust from files alone. */
    Properties driver() {
        try {
            Path file = Files.createTempFile("cloudstore-trust", ".p12");
            file.toFile().deleteOnExit();
            try (OutputStream out = Files.newOutputStream(file)) {
                Trust.javaAnd(pem).store(out, null);
            }
            Properties properties = new Properties();
            properties.putAll(Map.of(
                    "trustCertificateKeyStoreUrl", file.toUri().toString(), "trustCertificateKeyStoreType", "PKCS12"));
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    SSLSocketFactory sockets() {
        try {
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            KeyStore store = Trust.javaAnd(pem);
            managers.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
