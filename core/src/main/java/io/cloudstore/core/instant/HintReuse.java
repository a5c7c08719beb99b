package io.cloudstore.core.instant;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.upload.RecordedPart;
import io.cloudstore.core.work.MetadataUnavailable;
import java.util.List;
import java.util.Set;

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
            Set<Integer> sources = OwnSources.of(own, account, parts).keySet();
            return parts.stream().map(RecordedPart::n).filter(sources::contains).toList();
        } catch (MetadataUnavailable unknown) {
            return List.of();
        }
    }
}
