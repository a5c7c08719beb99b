package io.cloudstore.core.instant;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.instant.FindOwnParts.OwnPart;
import io.cloudstore.core.upload.RecordedPart;
import io.cloudstore.protocol.content.Sha256;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** From where an account's parts could be copied. */
final class OwnSources {
    private OwnSources() {}

    /** A part of the account's content for each of the parts that is the same there, by its number. */
    static Map<Integer, OwnPart> of(FindOwnParts own, AccountId account, List<RecordedPart> parts) {
        Set<Sha256> digests = parts.stream().map(RecordedPart::sha256).collect(Collectors.toSet());
        Map<Sha256, OwnPart> found =
                own.ownParts(account, digests).stream().collect(Collectors.toMap(OwnPart::sha256, Function.identity()));
        Map<Integer, OwnPart> sources = new HashMap<>();
        for (RecordedPart part : parts) {
            OwnPart source = found.get(part.sha256());
            if (source != null && source.length() == part.length()) {
                sources.put(part.n(), source);
            }
        }
        return sources;
    }
}
