package io.cloudstore.core.memory;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.Callable;

/** Stands between the use cases of one process and every port, so that a test decides what becomes of each call. */
public abstract class Interceptor implements Server.Wrap {
    /**
     * One call.
     *
     * @param site the port's and the method's name, as {@code StagingStore.head}
     * @param real makes the call
     */
    protected abstract Object around(String site, Callable<Object> real) throws Exception;

    @Override
    public final <P> P wrap(Class<P> port, P real) {
        Object wrapped = Proxy.newProxyInstance(
                port.getClassLoader(),
                new Class<?>[] {port},
                (proxy, method, arguments) -> around(port.getSimpleName() + "." + method.getName(), () -> {
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

    /** Does something once, just before or just after the first call of a site: what a test of a race needs. */
    public static Interceptor once(String site, boolean after, Runnable meanwhile) {
        return new Interceptor() {
            private boolean done;

            @Override
            protected Object around(String called, Callable<Object> real) throws Exception {
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
