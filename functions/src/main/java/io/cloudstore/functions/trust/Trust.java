package io.cloudstore.functions.trust;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Makes stores of trusted certificates. */
public final class Trust {
    private Trust() {}

    /**
     * Java's own authorities, and those in {@code pem}.
     *
     * @param pem certificates, each between {@code BEGIN CERTIFICATE} and {@code END CERTIFICATE} (RFC 7468)
     * @throws IllegalArgumentException if it holds none, or one that can't be read
     */
    public static KeyStore javaAnd(String pem) {
        List<Certificate> trusted = new ArrayList<>(read(pem));
        try {
            trusted.addAll(javasOwn());
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (int i = 0; i < trusted.size(); i++) {
                store.setCertificateEntry("authority-" + i, trusted.get(i));
            }
            return store;
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException("Java's own trust store can't be read", impossible);
        }
    }

    /** Looks at certificates, and refuses what {@link #javaAnd} would. */
    public static void requireCertificates(String pem) {
        read(pem);
    }

    private static Collection<? extends Certificate> read(String pem) {
        try {
            Collection<? extends Certificate> certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
            if (!certificates.isEmpty()) {
                return certificates;
            }
        } catch (CertificateException unreadable) {
            throw new IllegalArgumentException("no PEM certificates: " + unreadable.getMessage(), unreadable);
        }
        throw new IllegalArgumentException("no PEM certificates");
    }

    private static List<Certificate> javasOwn() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return List.of(x509.getAcceptedIssuers());
            }
        }
        return List.of();
    }
}
