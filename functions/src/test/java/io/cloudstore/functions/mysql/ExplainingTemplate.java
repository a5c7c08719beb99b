package io.cloudstore.functions.mysql;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ParameterizedPreparedStatementSetter;
import org.springframework.jdbc.core.PreparedStatementCreator;
import org.springframework.jdbc.core.PreparedStatementSetter;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.SqlProvider;

/** Asks the database for its plan of each statement, with the values bound, before it runs it. */
final class ExplainingTemplate extends JdbcTemplate {
    private final List<Step> steps = new ArrayList<>();
    private final Set<String> explained = new HashSet<>();

    ExplainingTemplate(DataSource connections) {
        super(connections);
    }

    /** The plans of what ran since somebody cleared the list. */
    List<Step> steps() {
        return steps;
    }

    /** Every statement whose plan was asked for since the beginning. */
    Set<String> explained() {
        return explained;
    }

    /**
     * Whether a statement looks for rows, and so has a plan to look at. An INSERT of values doesn't: it finds the row that
     * is in its way by the unique keys, which it has to keep anyway.
     */
    static boolean looksForRows(String statement) {
        return !statement.startsWith("INSERT") || statement.contains("SELECT");
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

    /** The plan of one of them is the plan of all. */
    @Override
    public <T> int[][] batchUpdate(
            String statement, Collection<T> batch, int size, ParameterizedPreparedStatementSetter<T> setter) {
        if (looksForRows(statement)) {
            T first = batch.iterator().next();
            explain(new Bound(statement, row -> setter.setValues(row, first)));
        }
        return super.batchUpdate(statement, batch, size, setter);
    }

    /** A statement with the values of one of a batch. */
    private record Bound(String statement, PreparedStatementSetter values)
            implements PreparedStatementCreator, SqlProvider {
        @Override
        public PreparedStatement createPreparedStatement(Connection connection) throws SQLException {
            PreparedStatement prepared = connection.prepareStatement(statement);
            values.setValues(prepared);
            return prepared;
        }

        @Override
        public String getSql() {
            return statement;
        }
    }

    private void explain(PreparedStatementCreator creator) {
        String statement = Objects.requireNonNull(((SqlProvider) creator).getSql());
        if (looksForRows(statement)) {
            explained.add(statement);
            super.query(
                    connection -> creator.createPreparedStatement(explaining(connection)), null, (ResultSet rows) -> {
                        while (rows.next()) {
                            // The row that an INSERT … SELECT makes is shown as a step too.
                            if (!"INSERT".equals(rows.getString("select_type"))) {
                                steps.add(Step.read(statement, rows));
                            }
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
        private static final Pattern PAGE = Pattern.compile("LIMIT [^)]*$");

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
            return Set.of("ALL", "index").contains(access) && !isDerived();
        }

        /**
         * Finds its rows by an index; what "no matching row in const table" says was looked for by a unique one, and what is
         * within such a statement is not looked for.
         */
        boolean isByIndex() {
            return isDerived()
                    || !key.equals("null")
                    || extra.contains("const table")
                    || extra.contains("outer query is empty");
        }

        private boolean isDerived() {
            return table.startsWith("<") || extra.contains("Recursive");
        }

        /** Of a statement whose answer is cut off; a limit within parentheses bounds what it looks at. */
        boolean isOfAPage() {
            return PAGE.matcher(statement).find();
        }

        boolean isSorted() {
            return extra.contains("filesort");
        }
    }
}
