package io.cloudstore.gateway.http;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reverse proxies whose word on who calls is believed: {@code X-Forwarded-For}. Anybody else could write there what they
 * like, to be counted as another.
 *
 * @param ranges the addresses that they have
 */
public record Proxies(List<Range> ranges) {
    /** Nobody's word is believed. */
    public static final Proxies NONE = new Proxies(List.of());

    public Proxies {
        ranges = List.copyOf(ranges);
    }

    /**
     * Proxies at these addresses.
     *
     * @param ranges each an address, or a range as {@code 10.0.0.0/8} or {@code fd00::/8}
     * @throws IllegalArgumentException when one is neither; a sentence that names it
     */
    public static Proxies at(List<String> ranges) {
        return new Proxies(ranges.stream().map(Range::parse).toList());
    }

    /**
     * Who calls: the nearest address that is no proxy's, from the connection back through what the proxies say.
     *
     * @param peer the connection's other end
     * @param forwardedFor the header's values in their order, each a list with commas
     */
    String caller(InetAddress peer, List<String> forwardedFor) {
        List<String> said = forwardedFor.stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .toList();
        InetAddress caller = peer;
        for (String address : said.reversed()) {
            Optional<InetAddress> next = includes(caller) ? literal(withoutPort(address)) : Optional.empty();
            if (next.isEmpty()) {
                break;
            }
            caller = next.get();
        }
        return caller.getHostAddress();
    }

    private boolean includes(InetAddress address) {
        return ranges.stream().anyMatch(range -> range.includes(address));
    }

    /** Some proxies say {@code 203.0.113.7:51234} or {@code [2001:db8::7]:51234}. */
    private static String withoutPort(String address) {
        return address.replaceFirst("^([0-9.]+):[0-9]+$", "$1").replaceFirst("^\\[([^\\]]*)](:[0-9]+)?$", "$1");
    }

    private static Optional<InetAddress> literal(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    /**
     * Addresses that begin alike.
     *
     * @param first any of them
     * @param bits how many bits are alike
     */
    public record Range(InetAddress first, int bits) {
        private static Range parse(String text) {
            int slash = text.indexOf('/');
            InetAddress first =
                    literal(slash < 0 ? text : text.substring(0, slash)).orElseThrow(() -> refusal(text));
            int all = first.getAddress().length * Byte.SIZE;
            String bits = slash < 0 ? String.valueOf(all) : text.substring(slash + 1);
            if (!bits.matches("[0-9]{1,3}") || Integer.parseInt(bits) > all) {
                throw refusal(text);
            }
            return new Range(first, Integer.parseInt(bits));
        }

        private static IllegalArgumentException refusal(String text) {
            return new IllegalArgumentException("\"" + text + "\" is no address and no range such as 10.0.0.0/8");
        }

        boolean includes(InetAddress address) {
            byte[] one = first.getAddress();
            byte[] other = address.getAddress();
            int whole = bits / Byte.SIZE;
            int rest = Byte.SIZE - bits % Byte.SIZE;
            return one.length == other.length
                    && Arrays.equals(one, 0, whole, other, 0, whole)
                    && (rest == Byte.SIZE || (one[whole] & 0xff) >> rest == (other[whole] & 0xff) >> rest);
        }
    }
}
