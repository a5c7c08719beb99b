package io.cloudstore.embedded;

import java.nio.file.Path;

/**
 * A MySQL 8.4 or 9 server that somebody else runs, in the place of the embedded one.
 *
 * @param jdbcUrl {@code jdbc:mysql://host:port/schema}; the schema is there, its tables are made and kept up at each start
 * @param user may read and write every table of the schema and, unless the parameters {@code MigrateUser} and
 *     {@code MigratePassword} name another, change it
 * @param passwordFile holds the user's password; functions get it as a {@code file:} reference, never by value
 */
public record OutsideMySql(String jdbcUrl, String user, Path passwordFile) {

    public OutsideMySql {
        if (!jdbcUrl.startsWith("jdbc:mysql:")) { // the URL may hold a password, so it isn't said again
            throw new IllegalArgumentException("the address of MySQL begins with jdbc:mysql:");
        }
        passwordFile = passwordFile.toAbsolutePath();
    }

    /** Without the URL's options, among which a password may be. */
    @Override
    public String toString() {
        return "OutsideMySql[" + address() + ", " + user + "]";
    }

    /** The URL without its options: fit for people and logs. */
    String address() {
        return jdbcUrl.replaceFirst("\\?.*", "");
    }
}
