package io.cloudstore.core.account;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Where a call came from, as the gateway saw it.
 *
 * @param text an IPv4 or IPv6 address; whatever else it is counts as itself
 */
public record ClientAddress(String text) {
    private static final int PREFIX_BYTES = 8;

    /** Whose attempts are counted together: of IPv6 the /64, which is one household's or one machine's. */
    String subject() {
        try {
            return InetAddress.ofLiteral(text) instanceof Inet6Address v6
                    ? HexFormat.of().formatHex(Arrays.copyOf(v6.getAddress(), PREFIX_BYTES))
                    : text;
        } catch (IllegalArgumentException noAddress) {
            return text;
        }
    }
}
