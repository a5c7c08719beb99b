/**
 * The metadata database: the only place that speaks SQL. {@link io.cloudstore.functions.mysql.MySql} opens the pool and
 * hands out the ports of {@code core}; every other class keeps one table or aggregate.
 *
 * <p><b>Permissions</b>: SELECT, INSERT, UPDATE, DELETE on the one schema that the URL names; only {@code migrate()}
 * changes the schema and needs an account that may.
 *
 * <p><b>Owns</b> the tables of {@code db/migration}, where each index names its statement. Rows that ended are dropped by
 * {@code ForgetOld}; content, files and folders only by a use case that says so. SQL stays in what MySQL 8, 9 and
 * MariaDB 11.4 share.
 *
 * <p><b>Promise under retry</b>: every statement is READ COMMITTED; whatever decides is a locking read or a conditional
 * update. A unit of work that falls victim to a deadlock or a lock wait runs again, whole. An outage, a read-only primary
 * after a failover, and an exhausted pool become {@link io.cloudstore.core.work.MetadataUnavailable}; the pool recovers
 * by itself. Text and bytes only ever reach the database as bound parameters.
 */
@NullMarked
package io.cloudstore.functions.mysql;

import org.jspecify.annotations.NullMarked;
