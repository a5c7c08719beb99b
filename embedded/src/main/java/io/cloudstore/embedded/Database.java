package io.cloudstore.embedded;

/**
 * How the functions reach the database.
 *
 * @param jdbcUrl for Connector/J, without account
 * @param user may read and write every table; the embedded database's may not change the schema
 */
public record Database(String jdbcUrl, String user, String password) {

    /** Without the password, so that no log shows it. */
    @Override
    public String toString() {
        return "Database[" + jdbcUrl + ", " + user + "]";
    }
}
