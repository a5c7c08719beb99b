package io.cloudstore.embedded.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineProgramsTest {
    @TempDir
    Path cache;

    @Test
    void a_program_is_unpacked_once() {
        AtomicInteger unpacked = new AtomicInteger();
        EnginePrograms.Source source =
                folder -> Files.writeString(folder.resolve("program"), "" + unpacked.incrementAndGet());

        Path first = EnginePrograms.in(cache).folder("engine-1", source);
        Path second = EnginePrograms.in(cache).folder("engine-1", source);

        assertThat(second).isEqualTo(first);
        assertThat(first.resolve("program")).hasContent("1");
    }

    @Test
    void two_at_the_same_time_get_the_same_whole_program() throws Exception {
        CyclicBarrier bothUnpacked = new CyclicBarrier(2);
        EnginePrograms.Source source = folder -> {
            Files.writeString(folder.resolve("program"), "whole");
            await(bothUnpacked);
        };
        Callable<Path> call = () -> EnginePrograms.in(cache).folder("engine-1", source);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Path> one = threads.submit(call);
            Future<Path> two = threads.submit(call);
            assertThat(one.get()).isEqualTo(two.get()).isDirectoryContaining("glob:**/program");
        }
        assertThat(cache).isDirectoryNotContaining("glob:**/.unpacking*");
    }

    @Test
    void an_unpacking_that_fails_leaves_nothing() {
        assertThatThrownBy(() -> EnginePrograms.in(cache).folder("engine-1", folder -> {
                    Files.writeString(folder.resolve("half"), "");
                    throw new IOException("disk full");
                }))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(cache).isEmptyDirectory();
    }

    @Test
    void what_a_killed_unpacking_left_is_removed_after_an_hour() throws Exception {
        Path old = Files.createDirectory(cache.resolve(".unpacking-old"));
        Files.writeString(old.resolve("half"), "");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        Path young = Files.createDirectory(cache.resolve(".unpacking-young"));

        EnginePrograms.in(cache).folder("engine-1", folder -> {});

        assertThat(old).doesNotExist();
        assertThat(young).isDirectory();
    }

    @Test
    void many_at_the_same_time_do_not_stumble_over_what_others_move_and_delete() throws Exception {
        int threads = 8;
        for (int old = 0; old < 20; old++) {
            Path left = Files.createDirectory(cache.resolve(".unpacking-old-" + old));
            for (int file = 0; file < 20; file++) {
                Files.writeString(left.resolve("half-" + file), "");
            }
            Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        }
        CyclicBarrier allThere = new CyclicBarrier(threads);
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (int t = 0; t < threads; t++) {
                String name = "engine-" + t + "-";
                running.add(pool.submit(() -> {
                    await(allThere);
                    for (int i = 0; i < 50; i++) {
                        EnginePrograms.in(cache).folder(name + i, folder -> {});
                    }
                }));
            }
        }
        for (Future<?> each : running) {
            each.get();
        }
        assertThat(cache).isDirectoryNotContaining("glob:**/.unpacking*");
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
