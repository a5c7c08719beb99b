package io.cloudstore.core.memory;

import io.cloudstore.core.upload.RecordedPart;
import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.protocol.content.PartPlan;
import io.cloudstore.protocol.content.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Bytes that are described rather than held: stretches of endless sources, each source named by a seed. Slicing and
 * joining work as on bytes, and equal descriptions have equal digests, so a file of terabytes costs nothing.
 *
 * @param pieces the stretches, in order; neighbours that touch are one
 */
public record Bytes(List<Piece> pieces) {
    /** No bytes. */
    public static final Bytes NONE = new Bytes(List.of());

    /** A stretch of the source {@code seed}. */
    public record Piece(long seed, long offset, long length) {
        private boolean touches(Piece next) {
            return seed == next.seed && offset + length == next.offset;
        }
    }

    public Bytes {
        List<Piece> joined = new ArrayList<>();
        for (Piece piece : pieces) {
            if (!joined.isEmpty() && joined.getLast().touches(piece)) {
                Piece last = joined.removeLast();
                joined.add(new Piece(last.seed, last.offset, last.length + piece.length));
            } else if (piece.length > 0) {
                joined.add(piece);
            }
        }
        pieces = List.copyOf(joined);
    }

    /** The first {@code length} bytes of a source. */
    public static Bytes of(long seed, long length) {
        return new Bytes(List.of(new Piece(seed, 0, length)));
    }

    /** All of them, one after the other. */
    public static Bytes joined(List<Bytes> parts) {
        return new Bytes(parts.stream().flatMap(each -> each.pieces.stream()).toList());
    }

    /** How many. */
    public long length() {
        return pieces.stream().mapToLong(Piece::length).sum();
    }

    /** A stretch of them. */
    public Bytes slice(long offset, long length) {
        List<Piece> cut = new ArrayList<>();
        long at = 0;
        for (Piece piece : pieces) {
            long from = Math.max(offset, at);
            long to = Math.min(offset + length, at + piece.length);
            if (from < to) {
                cut.add(new Piece(piece.seed, piece.offset + from - at, to - from));
            }
            at += piece.length;
        }
        return new Bytes(cut);
    }

    /** As many bytes, others. */
    public Bytes damaged() {
        return new Bytes(pieces.stream()
                .map(piece -> new Piece(~piece.seed, piece.offset, piece.length))
                .toList());
    }

    /** A few of them, as they are. */
    public byte[] read(long offset, int length) {
        byte[] read = new byte[length];
        int at = 0;
        for (Piece piece : slice(offset, length).pieces) {
            for (long place = piece.offset; place < piece.offset + piece.length; place++) {
                read[at++] = byteOf(piece.seed, place);
            }
        }
        return read;
    }

    /** Eight bytes at once of a source, by the finalizer of SplitMix64 (Steele, Lea and Flood 2014). */
    private static byte byteOf(long seed, long place) {
        long z = seed * 0x9E3779B97F4A7C15L + (place >> 3);
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return (byte) ((z ^ (z >>> 31)) >>> (8 * (place & 7)));
    }

    /** Their digest. */
    public Sha256 sha256() {
        return Sha256.digestOf(pieces.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** How they are cut. */
    public PartPlan plan() {
        return PartPlan.of(length());
    }

    /** One part of the plan. */
    public Bytes part(int n) {
        return slice(plan().offsetOf(n), plan().lengthOf(n));
    }

    /** All parts of the plan as a client asks for their URLs. */
    public List<RecordedPart> parts() {
        return IntStream.rangeClosed(1, plan().partCount())
                .mapToObj(this::recorded)
                .toList();
    }

    /** One part as a client asks for its URL. */
    public RecordedPart recorded(int n) {
        return new RecordedPart(n, part(n).sha256(), plan().lengthOf(n));
    }

    /** Some parts as a client asks for their URLs. */
    public List<RecordedPart> recorded(int... numbers) {
        return IntStream.of(numbers).mapToObj(this::recorded).toList();
    }

    /** As many bytes, all the same but those of one part. */
    public Bytes withOtherPart(int n) {
        return joined(IntStream.rangeClosed(1, plan().partCount())
                .mapToObj(each -> each == n ? part(each).damaged() : part(each))
                .toList());
    }

    /** Their content id. */
    public ContentId contentId() {
        return ContentId.ofParts(parts().stream().map(RecordedPart::sha256).toList());
    }
}
