package io.cloudstore.functions.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A schema without tables on the tests' server, for tests of other packages; or the tests' own, migrated, where the server
 * allows no other.
 */
public final class FreshSchema {
    private final String url;

    private FreshSchema(String url) {
        this.url = url;
    }

    /** Makes the schema anew. */
    public static FreshSchema named(String name) {
        TestDatabase server = TestDatabase.get();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + name);
            statement.execute("CREATE DATABASE " + name);
            return new FreshSchema(server.url().replaceFirst("/[^/?]+(\\?|$)", "/" + name + "$1"));
        } catch (SQLException refused) {
            return new FreshSchema(server.url());
        }
    }

    public String url() {
        return url;
    }

    /** Reference to the authorities that vouch for the server; empty if it needs none. */
    public String authorities() {
        return TestDatabase.get().authorities().map(file -> "file:" + file).orElse("");
    }

    /** How the adapter reaches it. */
    public MySqlSettings settings(int poolSize) {
        return TestDatabase.get().settings(url, poolSize);
    }

    public String user() {
        return TestDatabase.get().settings(1).user();
    }

    public String password() {
        return TestDatabase.get().settings(1).password().get();
    }
}
