package io.cloudstore.functions.mysql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.StackWalker.StackFrame;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** A pool that notes every statement of the adapters; what a test sends for itself is not theirs. */
final class NotingPool extends HikariDataSource {
    private static final Set<String> SENT = ConcurrentHashMap.newKeySet();
    private static final StackWalker CALLERS = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
    private static final String ROOM = NotingPool.class.getPackageName();

    NotingPool(HikariConfig config) {
        super(config);
    }

    /** What the adapters sent through any such pool so far, each text once, with {@code ?} for every value. */
    static Set<String> sent() {
        return new TreeSet<>(SENT);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        return (Connection) Proxy.newProxyInstance(
                NotingPool.class.getClassLoader(), new Class<?>[] {Connection.class}, (self, method, args) -> {
                    if (method.getName().equals("prepareStatement") && isAnAdapters()) {
                        SENT.add((String) args[0]);
                    }
                    try {
                        return method.invoke(connection, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** Whether the nearest caller of this package is the artifact's, not a test's. */
    private static boolean isAnAdapters() {
        return CALLERS.walk(frames -> frames.map(StackFrame::getDeclaringClass)
                .filter(type -> type.getPackageName().equals(ROOM))
                .filter(type -> type != NotingPool.class && !Proxy.isProxyClass(type))
                .findFirst()
                .map(type -> origin(type).equals(origin(MySql.class)))
                .orElse(false));
    }

    private static URL origin(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }
}
