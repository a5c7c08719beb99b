package io.cloudstore.gateway.hosting;

import io.cloudstore.functions.token.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A key pair in two files that functions refer to.
 *
 * @param privateKey a private P-256 key as JWK: signs
 * @param publicKeys public keys as a JWK set, the private one's half among them
 */
public record KeyPairFiles(Path privateKey, Path publicKeys) {
    /**
     * Makes the files that aren't there.
     *
     * @throws IOException when one can't be read or written
     * @throws IllegalArgumentException when one holds no key, or the two are no pair; the message shows nothing of them
     */
    public void make() throws IOException {
        SecretFile.make(privateKey, Tokens::newPrivateKey);
        String signs = Files.readString(privateKey);
        String published = Tokens.publicKeys(signs);
        SecretFile.make(publicKeys, () -> published);
        Tokens.requirePair(signs, Files.readString(publicKeys));
    }

    /**
     * Puts a new private key in the place of the one that is there. Its public half is written first, and the ones before
     * it stay: cut off in between, all is as before with one key more. Functions that run follow within minutes.
     *
     * @throws IOException when one can't be read or written
     * @throws IllegalArgumentException when one holds no key; the message shows nothing of it
     */
    public void rotate() throws IOException {
        String next = Tokens.newPrivateKey();
        SecretFile.replace(publicKeys, Tokens.withPublicHalf(Files.readString(publicKeys), next));
        SecretFile.replace(privateKey, next);
    }
}
