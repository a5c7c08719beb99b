package io.cloudstore.embedded.sqs;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A copy of ElasticMQ's classes for one engine. ElasticMQ keeps its database in a static field that the first server of
 * a process sets ({@code org.elasticmq.persistence.sql.DB.initialized}, 1.7.1): without a copy each, a second engine, or
 * one restarted on another folder, would silently read and write the first one's database.
 */
final class ElasticMqCopy extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    private ElasticMqCopy(ClassLoader parent) {
        super(parent);
    }

    /** Starts a server of its own copy; the result stops it. */
    @SuppressWarnings("unchecked")
    static AutoCloseable start(String jdbcUrl, int port) {
        try {
            Class<?> server =
                    new ElasticMqCopy(ElasticMqCopy.class.getClassLoader()).loadClass(ElasticMqServer.class.getName());
            var constructor = server.getDeclaredConstructor();
            constructor.setAccessible(true);
            return ((BiFunction<String, Integer, AutoCloseable>) constructor.newInstance()).apply(jdbcUrl, port);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("ElasticMQ isn't on the class path", e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!isCopied(name)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    private static boolean isCopied(String name) {
        return name.startsWith("org.elasticmq.")
                || name.startsWith("scalikejdbc.")
                || name.equals(ElasticMqServer.class.getName());
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (@Nullable InputStream bytes = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] code = bytes.readAllBytes();
            return defineClass(name, code, 0, code.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
