package io.cloudstore.functions.http;

import java.util.List;
import java.util.Random;

/** Bodies from a seed: mostly JSON, mostly with the fields of some route, seldom what the route wants. */
final class RandomJson {
    private static final List<String> KEYS = List.of(
            "name",
            "password",
            "device",
            "refreshToken",
            "folderId",
            "parentId",
            "size",
            "contentType",
            "modifiedAt",
            "conflict",
            "parts",
            "contentId",
            "n",
            "sha256",
            "length",
            "other");
    private static final List<String> TEXTS = List.of(
            "",
            "root",
            "a name",
            "first.owner",
            "long enough for a password",
            Calls.ID,
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855-3",
            "rename",
            "replace",
            "text/plain",
            "2026-11-24T10:15:30Z",
            "-999999999-01-01T00:00:00+18:00",
            "+999999999-12-31T23:59:59-18:00",
            "ZjphYmM",
            "10",
            "../..",
            "\ud800",
            "\u0000",
            "\ud83d\ude00",
            "\u202e",
            "a/b/c");
    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "2",
            "3",
            "-1",
            "5",
            "8388608",
            "4194304",
            "20971520",
            "42949672960000",
            "42949672960001",
            "2147483648",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "1.0",
            "1e3",
            "1e400",
            "-0",
            "NaN");

    private final Random random;

    RandomJson(long seed) {
        this.random = new Random(seed);
    }

    boolean sometimes() {
        return random.nextInt(3) == 0;
    }

    boolean seldom() {
        return random.nextInt(10) == 0;
    }

    String text() {
        return pick(TEXTS);
    }

    String body() {
        String body = random.nextInt(20) == 0 ? value(0) : object(0);
        return random.nextInt(15) == 0 ? body.substring(0, random.nextInt(body.length() + 1)) : body;
    }

    private String object(int depth) {
        StringBuilder object = new StringBuilder("{");
        boolean first = true;
        for (String key : KEYS) {
            if (random.nextBoolean()) {
                object.append(first ? "" : ",")
                        .append('"')
                        .append(key)
                        .append("\":")
                        .append(fitting(key, depth));
                first = false;
            }
        }
        return object.append('}').toString();
    }

    /** More often than not of the type that the key wants, so that calls get past the first check. */
    private String fitting(String key, int depth) {
        if (random.nextInt(6) == 0) {
            return value(depth);
        }
        return switch (key) {
            case "size", "n", "length" -> pick(NUMBERS.subList(0, 10));
            case "parts" -> list(depth);
            default -> quoted(text());
        };
    }

    private String list(int depth) {
        StringBuilder list = new StringBuilder("[");
        int length = random.nextInt(20) == 0 ? 501 : random.nextInt(4);
        for (int i = 0; i < length; i++) {
            list.append(i == 0 ? "" : ",").append(random.nextInt(8) == 0 ? value(depth + 1) : part());
        }
        return list.append(']').toString();
    }

    private String part() {
        return "{\"n\":%d,\"sha256\":%s%s}"
                .formatted(
                        random.nextInt(5),
                        quoted(random.nextInt(5) == 0 ? text() : TEXTS.get(6)),
                        random.nextBoolean() ? "" : ",\"length\":" + pick(NUMBERS));
    }

    private String value(int depth) {
        return switch (random.nextInt(depth > 3 ? 4 : 6)) {
            case 0 -> quoted(text());
            case 1 -> pick(NUMBERS);
            case 2 -> "null";
            case 3 -> random.nextBoolean() ? "true" : "false";
            case 4 -> list(depth + 1);
            default -> object(depth + 1);
        };
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars()
                .forEach(c -> quoted.append(
                        c < 0x20 || c > 0x7e || c == '"' || c == '\\'
                                ? "\\u%04x".formatted(c)
                                : String.valueOf((char) c)));
        return quoted.append('"').toString();
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
