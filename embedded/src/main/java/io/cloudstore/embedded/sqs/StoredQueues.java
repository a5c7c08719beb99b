package io.cloudstore.embedded.sqs;

import io.cloudstore.embedded.folder.CannotStart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** ElasticMQ's database, as far as we look into it. */
record StoredQueues(Path file) {
    static final String USER = "sa";

    static StoredQueues in(Path folder) {
        return new StoredQueues(folder.resolve("queues"));
    }

    /** WRITE_DELAY=0: H2 would otherwise keep the last half second in memory, and lose it with the process. */
    String jdbcUrl() {
        return "jdbc:h2:file:" + file + ";WRITE_DELAY=0";
    }

    /** The queues that an engine will have again some time after its start. */
    List<String> names() {
        if (!Files.exists(file.resolveSibling(file.getFileName() + ".mv.db"))) {
            return List.of();
        }
        try (Connection connection = DriverManager.getConnection(jdbcUrl(), USER, "");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name FROM queue")) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        } catch (SQLException e) {
            throw new CannotStart("The queues in " + file + " can't be read: " + e.getMessage(), e);
        }
    }
}
