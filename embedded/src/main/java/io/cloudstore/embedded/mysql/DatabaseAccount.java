package io.cloudstore.embedded.mysql;

/**
 * An account of the database {@code cloudstore}, good from 127.0.0.1 only.
 *
 * @param name letters, digits and {@code _}, 32 at most
 * @param password letters and digits
 * @param privileges what it may do there, in SQL's words: {@code ALL PRIVILEGES} or {@code SELECT, INSERT, …}
 */
public record DatabaseAccount(String name, String password, String privileges) {

    public DatabaseAccount {
        require(name.matches("[A-Za-z0-9_]{1,32}"), "name");
        require(password.matches("[A-Za-z0-9]+"), "password");
        require(privileges.matches("[A-Z ,]+"), "privileges");
    }

    /** An account that may also change the schema. */
    public static DatabaseAccount owner(String name, String password) {
        return new DatabaseAccount(name, password, "ALL PRIVILEGES");
    }

    /** An account for the functions: data, but no schema. */
    public static DatabaseAccount user(String name, String password) {
        return new DatabaseAccount(name, password, "SELECT, INSERT, UPDATE, DELETE");
    }

    private static void require(boolean holds, String part) {
        if (!holds) { // the value itself may be a secret
            throw new IllegalArgumentException("not a good " + part + " for a database account");
        }
    }

    /** Statements that may run at every start: the password is always the one given last. */
    String sql() {
        String user = "'" + name + "'@'127.0.0.1'";
        return "CREATE USER IF NOT EXISTS " + user + ";\n"
                + "ALTER USER " + user + " IDENTIFIED BY '" + password + "';\n"
                + "GRANT " + privileges + " ON " + MySqlEngine.DATABASE + ".* TO " + user + ";\n";
    }

    /** Without the password, so that no log shows it. */
    @Override
    public String toString() {
        return "DatabaseAccount[" + name + "]";
    }
}
