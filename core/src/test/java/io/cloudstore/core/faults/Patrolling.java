package io.cloudstore.core.faults;

import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.memory.Bucket;
import io.cloudstore.core.memory.Queue;
import io.cloudstore.core.memory.Server;
import io.cloudstore.core.sweep.CheckObjects;
import io.cloudstore.core.sweep.CheckRows;
import io.cloudstore.core.sweep.Scrub;
import io.cloudstore.core.work.JobId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Content that is looked after while nobody asks for it. */
final class Patrolling {
    private static final List<String> ONE_FILE = List.of("a");

    static final List<Handler> ALL = List.of(
            new Handler("scrub what is sound", Patrolling::stored, step(Scrub.JOB), ONE_FILE),
            new Handler("scrub what rotted", Patrolling::rotten, step(Scrub.JOB), ONE_FILE),
            new Handler("check rows", Patrolling::stored, step(CheckRows.JOB), ONE_FILE),
            new Handler("check rows, one object is lost", Patrolling::lost, step(CheckRows.JOB), ONE_FILE),
            new Handler("check objects in staging", Patrolling::orphans, step(CheckObjects.STAGING), ONE_FILE),
            new Handler("check objects in long-term", Patrolling::orphans, step(CheckObjects.LONG_TERM), ONE_FILE));

    private Patrolling() {}

    private static BiPredicate<World, Server> step(JobId job) {
        return (world, server) -> world.receive(server, new Queue.Due(job));
    }

    /** A beat begins the jobs, and their messages are lost. */
    private static void stored(World world) {
        world.ann.upload("a", World.LARGE);
        world.healthy.drain();
        world.healthy.tick.tick();
        world.cloud.queue.lose();
    }

    private static void rotten(World world) {
        stored(world);
        world.invariants.rots(blob(world).longTermKey());
        world.cloud.longTerm.damage(blob(world).longTermKey());
    }

    private static void lost(World world) {
        stored(world);
        world.invariants.rots(blob(world).longTermKey());
        world.cloud.longTerm.lose(blob(world).longTermKey());
    }

    private static void orphans(World world) {
        for (Bucket bucket : List.of(world.cloud.staging, world.cloud.longTerm)) {
            bucket.overwrite(world.cloud.draw.key(), World.SMALL, Optional.of(World.SMALL.contentId()));
            bucket.begin(world.cloud.draw.key());
        }
        world.cloud.clock.pass(Duration.ofDays(8));
        stored(world);
    }

    private static Blob blob(World world) {
        return world.cloud.database.read(
                tables -> tables.blobs.values().iterator().next().blob());
    }
}
