package io.cloudstore.functions.trust;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;
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

    /**
     * Forgets the TLS sessions of connections that were made with Java's own settings, so that none of them is resumed.
     */
    public static void forgetSessions() {
        try {
            SSLSessionContext sessions = SSLContext.getDefault().getClientSessionContext();
            for (byte[] id : Collections.list(sessions.getIds())) {
                Optional.ofNullable(sessions.getSession(id)).ifPresent(SSLSession::invalidate);
            }
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Java's own TLS settings can't be read", impossible);
        }
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
