package io.cloudstore.gateway.template;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A piece of the template: YAML with the intrinsics still in it, or, once resolved, without. */
sealed interface Value {

    /** Text, a number or a truth value; CloudFormation treats them alike. */
    record Scalar(String text) implements Value {}

    /** A list. */
    record Sequence(List<Value> items) implements Value {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /** A map, in the order of the file. */
    record Mapping(Map<String, Value> entries) implements Value {
        static final Mapping EMPTY = new Mapping(Map.of());

        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }
    }

    /** A call of an intrinsic function, in its long form: {@code Ref}, {@code Fn::Sub}, … */
    record Call(String intrinsic, Value argument) implements Value {}
}
