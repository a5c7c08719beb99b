package io.cloudstore.gateway.template;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * A resolved property together with where it stands, so that what is wrong with it can be said by name.
 *
 * @param owner what it belongs to, as {@code Resource StagingBucket}
 * @param path from there to it; empty: the owner itself
 * @param value without intrinsics
 */
record Property(String owner, String path, Value value) {

    /** The property of this name inside this one, if it is given. */
    Optional<Property> optional(String name) {
        Value found = entries().get(name);
        return found == null ? Optional.empty() : Optional.of(new Property(owner, below(name), found));
    }

    /**
     * The property of this name inside this one.
     *
     * @throws TemplateException when it isn't given
     */
    Property at(String name) {
        return optional(name)
                .orElseThrow(() -> new TemplateException(owner + " lacks the property " + below(name) + "."));
    }

    /** The property at the end of {@code names}, if all of them are given. */
    Optional<Property> optional(String first, String... names) {
        Optional<Property> found = optional(first);
        for (String name : names) {
            found = found.flatMap(property -> property.optional(name));
        }
        return found;
    }

    /** Shows each name and property inside this one, in the order of the file. */
    void forEach(BiConsumer<String, Property> action) {
        entries().forEach((name, inner) -> action.accept(name, new Property(owner, below(name), inner)));
    }

    /** The items of a list; of anything else, itself, as CloudFormation takes a lone item for a list. */
    Stream<Property> items() {
        return value instanceof Value.Sequence(List<Value> items)
                ? items.stream().map(item -> new Property(owner, path + "[]", item))
                : Stream.of(this);
    }

    /** The texts of a list or of a lone item. */
    Stream<String> texts() {
        return items().map(Property::text);
    }

    /** Its text. */
    String text() {
        if (value instanceof Value.Scalar(String text)) {
            return text;
        }
        throw refusal("must be a single value");
    }

    /** A whole number. */
    int number() {
        try {
            return Integer.parseInt(text());
        } catch (NumberFormatException notANumber) {
            throw refusal("must be a whole number, not \"" + text() + "\"");
        }
    }

    /** A number of seconds. */
    Duration seconds() {
        return Duration.ofSeconds(number());
    }

    /** A literal as API Gateway writes it, in single quotes; any other mapping expression is refused. */
    String quoted() {
        String text = text();
        if (text.length() >= 2 && text.startsWith("'") && text.endsWith("'")) {
            return text.substring(1, text.length() - 1);
        }
        throw refusal("must be a literal in single quotes, not " + text);
    }

    /** What to throw when it can't be acted on: {@code what} goes on with the sentence that names it. */
    TemplateException refusal(String what) {
        return new TemplateException(owner + (path.isEmpty() ? "" : ", property " + path + ",") + " " + what + ".");
    }

    private String below(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private Map<String, Value> entries() {
        if (value instanceof Value.Mapping(Map<String, Value> entries)) {
            return entries;
        }
        throw refusal("must be a map");
    }
}
