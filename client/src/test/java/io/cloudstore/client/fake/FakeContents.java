package io.cloudstore.client.fake;

import io.cloudstore.protocol.content.Sha256;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Stored content, and who holds it. Guarded by the server's lock. */
final class FakeContents {
    /**
     * Content.
     *
     * @param key of the object that has its bytes
     */
    record Content(String contentId, long size, List<Sha256> parts, String key, Set<String> holders) {}

    /** A part of an object. */
    record Part(String key, int n) {}

    private final List<Content> all = new ArrayList<>();

    void add(String holder, String contentId, long size, List<Sha256> parts, String key) {
        Content there = find(contentId, size).orElse(null);
        if (there != null) {
            there.holders().add(holder);
        } else {
            all.add(new Content(contentId, size, List.copyOf(parts), key, new HashSet<>(Set.of(holder))));
        }
    }

    Optional<Content> find(String contentId, long size) {
        return all.stream()
                .filter(each -> each.contentId().equals(contentId) && each.size() == size)
                .findFirst();
    }

    boolean holdsLike(String holder, long size, Sha256 firstPart) {
        return all.stream()
                .anyMatch(each -> each.holders().contains(holder)
                        && each.size() == size
                        && each.parts().getFirst().equals(firstPart));
    }

    Optional<Part> part(String holder, Sha256 digest) {
        return all.stream()
                .filter(each -> each.holders().contains(holder))
                .flatMap(each -> IntStream.rangeClosed(1, each.parts().size())
                        .filter(n -> each.parts().get(n - 1).equals(digest))
                        .mapToObj(n -> new Part(each.key(), n)))
                .findFirst();
    }
}
