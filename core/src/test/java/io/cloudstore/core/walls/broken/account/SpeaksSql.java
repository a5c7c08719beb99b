package io.cloudstore.core.walls.broken.account;

import java.sql.Connection;

/** Uses a technology. */
record SpeaksSql(Connection connection) {}
