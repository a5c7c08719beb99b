package io.cloudstore.functions.secrets;

/** A secret can't be read, or not be made. The message names the reference and the reason, never a value. */
public final class SecretUnavailable extends RuntimeException {
    SecretUnavailable(String reference, String reason) {
        super("secret \"" + reference + "\" can't be had: " + reason);
    }
}
