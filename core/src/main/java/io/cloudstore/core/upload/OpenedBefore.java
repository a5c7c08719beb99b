package io.cloudstore.core.upload;

import io.cloudstore.core.upload.OpenUpload.Opening;
import io.cloudstore.core.upload.OpenUpload.Opening.Opened;
import io.cloudstore.core.upload.OpenUpload.Opening.Refused;
import io.cloudstore.core.work.ClaimKeys;
import io.cloudstore.core.work.ClaimKeys.Claim;
import io.cloudstore.core.work.Once;
import io.cloudstore.protocol.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Knows opening calls that came before by their keys. Two of one call may be under one key too: then the first is the
 * call, and what comes of it comes of the other.
 */
final class OpenedBefore {
    private final ClaimKeys keys;
    private final FindUploads find;

    OpenedBefore(ClaimKeys keys, FindUploads find) {
        this.keys = keys;
        this.find = find;
    }

    /** What is known of the calls before anything is opened, by their place; takes the keys of all others. */
    Map<Integer, Opening> look(List<Optional<Claim>> claims) {
        Map<Integer, Opening> openings = new HashMap<>();
        Map<Integer, UUID> earlier = new HashMap<>();
        List<Integer> firsts = IntStream.range(0, claims.size())
                .filter(i -> claims.get(i).isPresent() && isFirst(claims, i))
                .boxed()
                .toList();
        if (firsts.isEmpty()) {
            return openings;
        }
        List<Claim> mine = firsts.stream().map(i -> claims.get(i).orElseThrow()).toList();
        List<Claim> inForce = keys.claim(mine);
        for (int n = 0; n < mine.size(); n++) {
            int i = firsts.get(n);
            try {
                Once.before(mine.get(n), inForce.get(n)).ifPresent(upload -> earlier.put(i, upload));
            } catch (ProblemException reused) {
                openings.put(i, new Refused(reused));
            }
        }
        openings.putAll(asTheyAre(earlier));
        return openings;
    }

    private Map<Integer, Opening> asTheyAre(Map<Integer, UUID> earlier) {
        if (earlier.isEmpty()) {
            return Map.of();
        }
        Map<UUID, Upload> found = find
                .find(earlier.values().stream().map(UploadId::new).toList())
                .stream()
                .collect(Collectors.toMap(upload -> upload.id().value(), Function.identity()));
        Map<Integer, Opening> openings = new HashMap<>();
        earlier.forEach((i, id) -> openings.put(
                i, found.containsKey(id) ? new Opened(found.get(id), true) : new Refused(ProblemException.notFound())));
        return openings;
    }

    /** Whether no call before the one at {@code i} is under the same key. */
    boolean isFirst(List<Optional<Claim>> claims, int i) {
        return firstOf(claims, i) == i;
    }

    private static int firstOf(List<Optional<Claim>> claims, int i) {
        return claims.get(i).stream()
                .flatMapToInt(claim -> IntStream.range(0, i)
                        .filter(j -> claims.get(j)
                                .filter(other -> other.key().isSameKeyAs(claim.key()))
                                .isPresent()))
                .findFirst()
                .orElse(i);
    }

    /** Gives the keys of what was refused back; what came of all, in their order. */
    List<Opening> settle(List<Optional<Claim>> claims, List<Integer> fresh, Map<Integer, Opening> openings) {
        List<Claim> refused = fresh.stream()
                .filter(i -> openings.get(i) instanceof Refused)
                .flatMap(i -> claims.get(i).stream())
                .toList();
        if (!refused.isEmpty()) {
            keys.release(refused);
        }
        List<Opening> all = new ArrayList<>();
        for (int i = 0; i < claims.size(); i++) {
            int first = firstOf(claims, i);
            all.add(first == i ? openings.get(i) : likeItsFirst(claims, i, first, all.get(first)));
        }
        return all;
    }

    private static Opening likeItsFirst(List<Optional<Claim>> claims, int i, int first, Opening outcome) {
        try {
            Once.requireSameBody(
                    claims.get(i).orElseThrow().key(),
                    claims.get(first).orElseThrow().key());
        } catch (ProblemException reused) {
            return new Refused(reused);
        }
        return outcome instanceof Opened(Upload upload, boolean before) ? new Opened(upload, true) : outcome;
    }
}
