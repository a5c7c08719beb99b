package io.cloudstore.functions.http;

import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import java.time.Instant;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/**
 * Bodies as JSON. Types are taken literally (no number for a string or a time, no text for a number), a key may stand once, nothing
 * may follow the object, and nesting and lengths are bounded. Unknown fields are let be, so that an older function
 * understands a newer client.
 */
final class Json {
    private static final int DEEPEST = 20;
    private static final int LONGEST_STRING = 1 << 20;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxStringLength(LONGEST_STRING)
                            .maxNumberLength(50)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(LogicalType.Textual, coercion -> {
                coercion.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                coercion.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                coercion.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
            })
            .addModule(new SimpleModule().addDeserializer(Instant.class, new TimeReader()))
            .changeDefaultPropertyInclusion(inclusion ->
                    inclusion.withValueInclusion(com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL))
            .build();

    private Json() {}

    static String write(Object body) {
        return MAPPER.writeValueAsString(body);
    }

    /**
     * Reads a body.
     *
     * @throws ProblemException malformed-json, or invalid-request naming the field
     */
    static <T> T read(String body, Class<T> type) {
        try {
            T value = body.isBlank() ? null : MAPPER.readValue(body, type);
            if (value == null) {
                throw malformed();
            }
            return value;
        } catch (DatabindException wrongField) {
            throw ProblemException.field(pathOf(wrongField), "is of the wrong type or out of range");
        } catch (InputCoercionException tooLarge) {
            throw ProblemException.field("body", "holds a number that is out of range");
        } catch (StreamReadException broken) {
            throw malformed();
        } catch (JacksonException other) {
            throw malformed();
        }
    }

    private static ProblemException malformed() {
        return new ProblemException(ProblemCode.MALFORMED_JSON, "Send one JSON object, each key once.");
    }

    private static String pathOf(JacksonException wrongField) {
        String path = wrongField.getPath().stream()
                .map(step ->
                        step.getPropertyName() == null ? "[" + step.getIndex() + "]" : "." + step.getPropertyName())
                .collect(Collectors.joining());
        return path.isEmpty() ? "body" : path.startsWith(".") ? path.substring(1) : path;
    }
}
