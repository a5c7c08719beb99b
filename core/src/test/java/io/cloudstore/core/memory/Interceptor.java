package io.cloudstore.core.memory;

import io.cloudstore.core.work.StoreFailed;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;

/** Stands between the use cases of one process and every port, so that a test decides what becomes of each call. */
public abstract class Interceptor implements Server.Wrap {
    private static final Set<String> STORES = Set.of(
            "StagingStore",
            "LongTermStore",
            "CleanStaging",
            "CleanLongTerm",
            "CopyBlobParts",
            "ReadRanges",
            "WalkBucket",
            "DigestRange");

    /**
     * One call.
     *
     * @param site the port's and the method's name, as {@code StagingStore.head}
     * @param arguments what it is called with
     * @param real makes the call
     */
    protected abstract Object around(String site, List<Object> arguments, Callable<Object> real) throws Exception;

    @Override
    public final <P> P wrap(Class<P> port, P real) {
        Object wrapped = Proxy.newProxyInstance(
                port.getClassLoader(),
                new Class<?>[] {port},
                (proxy, method, arguments) ->
                        around(site(port, method), arguments == null ? List.of() : List.of(arguments), () -> {
                            try {
                                return method.invoke(real, arguments);
                            } catch (InvocationTargetException thrown) {
                                switch (thrown.getCause()) {
                                    case RuntimeException exception -> throw exception;
                                    case Error error -> throw error;
                                    default -> throw thrown;
                                }
                            }
                        }));
        return port.cast(wrapped);
    }

    /** Whether the call goes to the object store. */
    public static boolean isStore(String site) {
        return STORES.contains(site.substring(0, site.indexOf('.')));
    }

    /** A store that fails every call about one key, as it does where a permission is missing or a disk is bad. */
    public static Interceptor storeFailsFor(UUID key) {
        return storeFailsFor(Set.of(key));
    }

    /** A store that fails every call about one of these keys. */
    public static Interceptor storeFailsFor(Set<UUID> keys) {
        return new Interceptor() {
            @Override
            protected Object around(String called, List<Object> arguments, Callable<Object> real) throws Exception {
                if (isStore(called) && arguments.stream().anyMatch(keys::contains)) {
                    throw new StoreFailed(called, new IllegalStateException("503 Slow Down"));
                }
                return real.call();
            }
        };
    }

    private static String site(Class<?> port, Method method) {
        return port.getSimpleName() + "." + method.getName();
    }

    /** Does something once, just before or just after the first call of a site: what a test of a race needs. */
    public static Interceptor once(String site, boolean after, Runnable meanwhile) {
        return new Interceptor() {
            private boolean done;

            @Override
            protected Object around(String called, List<Object> arguments, Callable<Object> real) throws Exception {
                boolean now = called.equals(site) && !done;
                done |= now;
                if (now && !after) {
                    meanwhile.run();
                }
                Object result = real.call();
                if (now && after) {
                    meanwhile.run();
                }
                return result;
            }
        };
    }
}
