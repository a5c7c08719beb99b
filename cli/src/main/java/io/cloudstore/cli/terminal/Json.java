package io.cloudstore.cli.terminal;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.databind.json.JsonMapper;

/** Results as JSON, one object a line. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private Json() {}

    /** {@code result}, a record, in one line. */
    public static String line(Object result) {
        return MAPPER.writeValueAsString(result);
    }
}
