package io.cloudstore.core.memory;

import io.cloudstore.core.work.Alarm;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Alarms that rang. */
public final class Alarms implements Alarm {
    private final List<String> rang = new CopyOnWriteArrayList<>();

    @Override
    public void ring(String name, String detail) {
        rang.add(name);
    }

    /** Their names, the first first. */
    public List<String> rang() {
        return List.copyOf(rang);
    }
}
