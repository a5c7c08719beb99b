package io.cloudstore.functions.mysql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The SQL that stands in the adapters' sources. */
final class SqlInSources {
    private static final Path ROOM = Path.of("src/main/java/io/cloudstore/functions/mysql");
    /** A text block, or a string on one line. */
    private static final Pattern LITERAL =
            Pattern.compile("\"\"\"\\R(?<block>.*?)\"\"\"|\"(?<line>(?:[^\"\\\\\\n]|\\\\.)*)\"", Pattern.DOTALL);

    private static final Pattern STATEMENT = Pattern.compile("(SELECT|INSERT|UPDATE|DELETE|WITH)\\b.*", Pattern.DOTALL);

    private SqlInSources() {}

    /** Every literal that begins a statement, in the form of {@link #normal}; a composed statement's first piece. */
    static Set<String> beginnings() {
        Set<String> found = new TreeSet<>();
        for (Path file : files()) {
            LITERAL.matcher(read(file))
                    .results()
                    .map(SqlInSources::text)
                    .filter(text -> STATEMENT.matcher(text).matches())
                    .map(SqlInSources::normal)
                    .forEach(found::add);
        }
        return found;
    }

    /** On one line, and with {@code ?} for every value and every list of them. */
    static String normal(String statement) {
        return statement
                .replaceAll("(?<!:):[a-zA-Z][a-zA-Z0-9]*", "?")
                .replaceAll("\\s+", " ")
                .replaceAll("\\?(, \\?)+", "?")
                .strip();
    }

    private static String text(MatchResult literal) {
        String block = literal.group("block");
        return (block == null ? literal.group("line") : block).stripLeading();
    }

    private static List<Path> files() {
        try (Stream<Path> files = Files.list(ROOM)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
