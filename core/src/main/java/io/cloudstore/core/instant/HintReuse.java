package io.cloudstore.core.instant;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.instant.FindOwnParts.OwnPart;
import io.cloudstore.core.upload.RecordedPart;
import io.cloudstore.core.work.MetadataUnavailable;
import io.cloudstore.protocol.content.Sha256;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Tells which parts {@link ReuseParts} could probably have copied, so that nobody has to ask it in vain. */
public final class HintReuse {
    private final FindOwnParts own;

    public HintReuse(FindOwnParts own) {
        this.own = own;
    }

    /**
     * Numbers of those of the parts that content of the account has, in their order. It is a hint: none are named when the
     * look-up fails, and one that is named may be gone when it is to be copied.
     */
    public List<Integer> likely(AccountId account, List<RecordedPart> parts) {
        try {
            Map<Sha256, OwnPart> found =
                    own
                            .ownParts(
                                    account,
                                    parts.stream().map(RecordedPart::sha256).collect(Collectors.toSet()))
                            .stream()
                            .collect(Collectors.toMap(OwnPart::sha256, Function.identity()));
            return parts.stream()
                    .filter(part -> found.containsKey(part.sha256())
                            && found.get(part.sha256()).length() == part.length())
                    .map(RecordedPart::n)
                    .toList();
        } catch (MetadataUnavailable unknown) {
            return List.of();
        }
    }
}
