package io.cloudstore.functions;

import io.cloudstore.core.work.UnitOfWork;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * Ports that remember nothing and agree to everything: nothing is found, every change succeeds, work is run. Tests say
 * what a method answers instead, {@code says("FindEntries.file", …)}, and see what was asked.
 */
public final class FakePorts {
    private final Map<String, Supplier<?>> answers = new HashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /** From now on the port's method answers, or throws, what {@code answer} does. */
    public FakePorts says(String portAndMethod, Supplier<?> answer) {
        answers.put(portAndMethod, answer);
        return this;
    }

    /** Every call so far, as {@code WakeUp.wake[…]}, but for units of work. */
    public List<String> asked() {
        return asked;
    }

    /** A port of this type. */
    public <T> T port(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (type == UnitOfWork.class) {
                        return arguments[0] instanceof Supplier<?> work ? work.get() : runs((Runnable) arguments[0]);
                    }
                    String name = type.getSimpleName() + "." + method.getName();
                    asked.add(name + Arrays.toString(arguments));
                    Supplier<?> answer = answers.get(name);
                    return answer == null ? usual(method.getReturnType()) : answer.get();
                }));
    }

    private static Object runs(Runnable work) {
        work.run();
        return null;
    }

    private static Object usual(Class<?> type) {
        if (type == Optional.class) {
            return Optional.empty();
        }
        if (type == List.class) {
            return List.of();
        }
        if (type == Set.class) {
            return Set.of();
        }
        if (type == Map.class) {
            return Map.of();
        }
        if (type == boolean.class) {
            return true;
        }
        if (type == long.class) {
            return 0L;
        }
        if (type == int.class) {
            return 0;
        }
        if (type == String.class) {
            return "text";
        }
        return type == UUID.class ? UUID.randomUUID() : null;
    }
}
