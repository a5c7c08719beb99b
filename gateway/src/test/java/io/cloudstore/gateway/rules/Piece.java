package io.cloudstore.gateway.rules;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a resolved template, and where it stands. A piece that isn't there is a piece too: it has no text, no items
 * and nothing inside, so that a rule reads what it wants and says what it finds.
 *
 * @param where for example {@code TransferQueue.Properties.RedrivePolicy}
 * @param value a map, a list, a text, or null
 */
record Piece(String where, @Nullable Object value) {

    /** What is inside under these names, one in the other. */
    Piece at(String... names) {
        Piece piece = this;
        for (String name : names) {
            piece = new Piece(piece.where + "." + name, piece.entries().get(name));
        }
        return piece;
    }

    /** Whether it stands in the template. */
    boolean isThere() {
        return value != null;
    }

    /** Its text; empty if it has none. */
    String text() {
        return value instanceof String text ? text : "";
    }

    /** Whether its text is this one. */
    boolean is(String text) {
        return text().equals(text);
    }

    /** Its number; none if it has none. */
    OptionalLong number() {
        return text().matches("-?[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(text())) : OptionalLong.empty();
    }

    /** Its number, or {@code usual} if it isn't there. */
    long number(long usual) {
        return number().orElse(usual);
    }

    /** Whether it is a number from {@code least} to {@code most}. */
    boolean isBetween(long least, long most) {
        return number().isPresent() && number().getAsLong() >= least && number().getAsLong() <= most;
    }

    /** The items of a list; of anything else that is there, itself, as CloudFormation takes a lone item for a list. */
    List<Piece> items() {
        if (value instanceof List<?> items) {
            return items.stream().map(item -> new Piece(where + "[]", item)).toList();
        }
        return value == null ? List.of() : List.of(this);
    }

    /** The texts of its items. */
    List<String> texts() {
        return items().stream().map(Piece::text).toList();
    }

    /** What is inside a map, each under its own name. */
    Stream<Piece> inside() {
        return entries().keySet().stream().map(name -> at(String.valueOf(name)));
    }

    /** The last word of where it stands. */
    String name() {
        return where.substring(where.lastIndexOf('.') + 1);
    }

    /** {@code where}, what it says, and what is wrong with that. */
    String finding(String wrong) {
        return where + " is " + Optional.ofNullable(value).map(Object::toString).orElse("missing") + ": " + wrong;
    }

    private Map<?, ?> entries() {
        return value instanceof Map<?, ?> entries ? entries : Map.of();
    }
}
