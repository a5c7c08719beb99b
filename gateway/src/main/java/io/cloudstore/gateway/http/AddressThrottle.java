package io.cloudstore.gateway.http;

import io.cloudstore.gateway.template.Throttle;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** A token bucket for each address; an IPv6 address counts as its /64, which is what one household has. */
final class AddressThrottle {
    /** So many addresses are told apart; above it, those that wait for nothing are forgotten. */
    private static final int MOST_ADDRESSES = 20_000;

    private final Throttle throttle;
    private final boolean loopbackToo;
    private final LongSupplier nanoClock;
    private final Map<String, TokenBucket> buckets = new ConcurrentHashMap<>();

    AddressThrottle(Throttle throttle, boolean loopbackToo, LongSupplier nanoClock) {
        this.throttle = throttle;
        this.loopbackToo = loopbackToo;
        this.nanoClock = nanoClock;
    }

    /** Whether a request from this address may pass now. */
    boolean admits(String address) {
        try {
            // a literal address: nothing is looked up
            InetAddress inet = InetAddress.getByName(address);
            if (inet.isLoopbackAddress() && !loopbackToo) {
                return true;
            }
            return bucket(subject(inet)).take();
        } catch (UnknownHostException noAddress) {
            return bucket("unknown").take();
        }
    }

    private TokenBucket bucket(String subject) {
        if (buckets.size() >= MOST_ADDRESSES) {
            buckets.values().removeIf(TokenBucket::isFull);
        }
        String key = buckets.size() >= MOST_ADDRESSES && !buckets.containsKey(subject) ? "all others" : subject;
        return buckets.computeIfAbsent(key, absent -> new TokenBucket(throttle, nanoClock));
    }

    private static String subject(InetAddress address) {
        byte[] bytes = address.getAddress();
        return HexFormat.of().formatHex(bytes, 0, address instanceof Inet6Address ? 8 : bytes.length);
    }
}
