package io.cloudstore.functions.trust;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * An authority of its own and a server's certificate from it, as PEM files, made by the JDK's {@code keytool}.
 *
 * @param authority the authority's certificate
 * @param certificate the server's, good for the address 127.0.0.1 and for no name
 * @param key the server's private key
 */
public record Certificates(Path authority, Path certificate, Path key) {
    private static final String PASSWORD = "changeit";

    /** New ones in a folder. */
    public static Certificates in(Path folder) throws IOException, GeneralSecurityException {
        Path store = folder.resolve("keys.p12");
        keytool(store, "-genkeypair", "-alias", "authority", "-dname", "CN=authority", "-ext", "bc:c");
        keytool(
                store,
                "-genkeypair",
                "-alias",
                "server",
                "-dname",
                "CN=server",
                "-ext",
                "san=ip:127.0.0.1",
                "-signer",
                "authority");
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        return new Certificates(
                pem(
                        folder.resolve("authority.pem"),
                        "CERTIFICATE",
                        keys.getCertificate("authority").getEncoded()),
                pem(
                        folder.resolve("server.pem"),
                        "CERTIFICATE",
                        keys.getCertificate("server").getEncoded()),
                pem(
                        folder.resolve("server-key.pem"),
                        "PRIVATE KEY",
                        keys.getKey("server", PASSWORD.toCharArray()).getEncoded()));
    }

    /** Java's own authorities and this one. */
    public KeyStore trusted() {
        try {
            return Trust.javaAnd(Files.readString(authority));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void keytool(Path store, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(words));
        command.addAll(List.of(
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD));
        command.addAll(List.of("-keystore", store.toString()));
        try {
            Process keytool = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException("keytool fails: " + command);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path pem(Path file, String what, byte[] content) throws IOException {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(
                file,
                "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n",
                StandardCharsets.UTF_8);
    }
}
