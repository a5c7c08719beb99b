package io.cloudstore.functions.mysql;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCreator;
import org.springframework.jdbc.core.PreparedStatementSetter;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.SqlProvider;

/** Asks the database for its plan of each statement, with the values bound, before it runs it. */
final class ExplainingTemplate extends JdbcTemplate {
    private final List<Step> steps = new ArrayList<>();

    ExplainingTemplate(DataSource connections) {
        super(connections);
    }

    /** The plans of what ran since somebody cleared the list. */
    List<Step> steps() {
        return steps;
    }

    @Override
    public <T> @Nullable T query(
            PreparedStatementCreator creator,
            @Nullable PreparedStatementSetter setter,
            ResultSetExtractor<T> extractor) {
        explain(creator);
        return super.query(creator, setter, extractor);
    }

    @Override
    protected int update(PreparedStatementCreator creator, @Nullable PreparedStatementSetter setter) {
        explain(creator);
        return super.update(creator, setter);
    }

    private void explain(PreparedStatementCreator creator) {
        String statement = Objects.requireNonNull(((SqlProvider) creator).getSql());
        if (!statement.startsWith("INSERT")) {
            super.query(
                    connection -> creator.createPreparedStatement(explaining(connection)), null, (ResultSet rows) -> {
                        while (rows.next()) {
                            steps.add(Step.read(statement, rows));
                        }
                        return steps;
                    });
        }
    }

    private static Connection explaining(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                ExplainingTemplate.class.getClassLoader(), new Class<?>[] {Connection.class}, (self, method, args) -> {
                    try {
                        return method.getName().equals("prepareStatement") && args.length == 1
                                ? connection.prepareStatement("EXPLAIN FORMAT=TRADITIONAL " + args[0])
                                : method.invoke(connection, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** One line of a plan. */
    record Step(String statement, String table, String access, String key, String extra) {
        static Step read(String statement, ResultSet row) throws SQLException {
            return new Step(
                    statement,
                    String.valueOf(row.getString("table")),
                    String.valueOf(row.getString("type")),
                    String.valueOf(row.getString("key")),
                    String.valueOf(row.getString("Extra")));
        }

        /** Reads a whole table or a whole index of it; the database's own tables in between don't count. */
        boolean isScan() {
            boolean derived = table.startsWith("<") || extra.contains("Recursive");
            return Set.of("ALL", "index").contains(access) && !derived;
        }

        boolean isSorted() {
            return extra.contains("filesort");
        }
    }
}
