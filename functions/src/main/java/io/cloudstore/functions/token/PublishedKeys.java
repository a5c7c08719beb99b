package io.cloudstore.functions.token;

import com.nimbusds.jose.jwk.ECKey;
import io.cloudstore.core.receipt.PublishKeys;
import io.cloudstore.protocol.wire.KeySetView;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The public keys of receipts. The half of the private key in force is always among them, also while what was read of the
 * set is older than that key.
 */
final class PublishedKeys implements PublishKeys {
    private final Parsed<SigningKey> inForce;
    private final Parsed<Map<String, ECKey>> set;

    PublishedKeys(Supplier<String> privateKey, Supplier<String> publicKeys) {
        this.inForce = new Parsed<>(privateKey, SigningKey::parse);
        this.set = new Parsed<>(publicKeys, Keys::publicSet);
    }

    @Override
    public KeySetView publicKeys() {
        Map<String, ECKey> all = new LinkedHashMap<>(set.get());
        SigningKey signing = inForce.get();
        all.putIfAbsent(signing.name(), signing.publicKey());
        return new KeySetView(all.entrySet().stream()
                .map(named -> view(named.getKey(), named.getValue()))
                .toList());
    }

    private static KeySetView.Key view(String name, ECKey key) {
        return new KeySetView.Key(
                key.getKeyType().getValue(),
                key.getCurve().getName(),
                "sig",
                Keys.ALGORITHM.getName(),
                name,
                key.getX().toString(),
                key.getY().toString());
    }
}
