/**
 * The MySQL-protocol engine: MariaDB 11.4 as a program of its own, on 127.0.0.1 without TLS.
 *
 * <p>Owns {@code mysql/} of the data folder ({@code data} is MariaDB's, {@code tmp} its scratch) and the database
 * {@code cloudstore}. A committed transaction survives a killed process; after a power cut, up to a second of them may be
 * lost. SQL must stay in what MySQL 8 and MariaDB share.
 */
@NullMarked
package io.cloudstore.embedded.mysql;

import org.jspecify.annotations.NullMarked;
