package io.cloudstore.embedded.s3.store;

import tools.jackson.databind.json.JsonMapper;

/** How records are written to disk. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    static byte[] write(Object record) {
        return MAPPER.writeValueAsBytes(record);
    }

    static <T> T read(byte[] bytes, Class<T> type) {
        return MAPPER.readValue(bytes, type);
    }
}
