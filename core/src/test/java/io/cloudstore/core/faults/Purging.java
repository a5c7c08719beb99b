package io.cloudstore.core.faults;

import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.Life;
import io.cloudstore.core.drive.Conflict;
import io.cloudstore.core.drive.Entry;
import io.cloudstore.core.drive.EntryName;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.drive.FolderId;
import io.cloudstore.core.drive.Purge;
import io.cloudstore.core.memory.Bytes;
import io.cloudstore.core.memory.Queue;
import io.cloudstore.core.memory.Server;
import io.cloudstore.core.sweep.ReclaimBlob;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What leaves: the calls that purge, the job that drops the rest, and each stage of the way out of the store. */
final class Purging {
    private static final List<String> NOTHING = List.of();

    static final List<Handler> ALL = List.of(
            new Handler("purge a file", Purging::stored, Purging::purgeFile, NOTHING),
            new Handler("purge a folder", Purging::tree, Purging::purgeFolder, NOTHING),
            new Handler("carry a purge on", Purging::purgedTree, Purging::carryOn, NOTHING),
            new Handler("empty the trash", Purging::trashed, Purging::empty, NOTHING),
            new Handler("carry an emptied trash on", Purging::emptied, Purging::carryOn, NOTHING),
            new Handler("restore", Purging::trashed, Purging::restore, List.of("a")),
            new Handler("tombstone", Purging::purged, Purging::reclaim, NOTHING),
            new Handler("delete", Purging::tombstoned, Purging::reclaim, NOTHING),
            new Handler("delete again and drop", Purging::deleted, Purging::reclaim, NOTHING),
            new Handler("tombstone what is wanted again", Purging::wantedAgain, Purging::reclaim, List.of("a")),
            new Handler("complete, heals", Purging::quarantinedOfBob, World::complete, List.of("a")),
            new Handler("heal the rest", Purging::healedInPart, Purging::reclaim, List.of("a")));

    private Purging() {}

    private static void stored(World world) {
        world.ann.upload("a", World.LARGE);
        world.healthy.drain();
    }

    private static void trashed(World world) {
        stored(world);
        world.healthy.trash.file(world.ann.account, file(world).orElseThrow());
    }

    private static void emptied(World world) {
        trashed(world);
        tree(world);
        world.healthy.trash.folder(world.ann.account, top(world).orElseThrow());
        empty(world, world.healthy);
        world.cloud.queue.lose();
    }

    private static void tree(World world) {
        FolderId top = world.healthy
                .createFolder
                .create(world.ann.account, world.ann.root(), new EntryName("top"))
                .id();
        FolderId below = world.healthy
                .createFolder
                .create(world.ann.account, top, new EntryName("below"))
                .id();
        for (int i = 0; i < 4; i++) {
            world.ann.upload(below, "b" + i, Bytes.of(i, 100), Conflict.FAIL);
        }
        world.ann.upload(top, "t", World.SMALL, Conflict.FAIL);
        world.healthy.drain();
    }

    private static void purgedTree(World world) {
        tree(world);
        purgeFolder(world, world.healthy);
        world.cloud.queue.lose();
    }

    private static void purged(World world) {
        stored(world);
        purgeFile(world, world.healthy);
        world.cloud.queue.lose();
    }

    private static void tombstoned(World world) {
        purged(world);
        reclaim(world, world.healthy);
        world.cloud.clock.pass(Duration.ofHours(25));
    }

    private static void deleted(World world) {
        tombstoned(world);
        reclaim(world, world.healthy);
        world.cloud.clock.pass(Duration.ofHours(2));
    }

    private static void wantedAgain(World world) {
        tombstoned(world);
        world.ann.upload("a", World.LARGE);
        world.cloud.queue.lose();
    }

    /** Bob's content has rotted, and Ann is about to complete the same. */
    private static void quarantinedOfBob(World world) {
        world.bob.upload("b", World.LARGE);
        world.healthy.drain();
        world.cloud.life(blob(world).id(), Life.QUARANTINED);
        world.cloud.longTerm.damage(blob(world).longTermKey());
        world.openAndSend(World.LARGE);
    }

    /** Good content is there, and a version was left behind that refers to quarantined content. */
    private static void healedInPart(World world) {
        quarantinedOfBob(world);
        world.complete(world.healthy);
        world.cloud.leftBehind(world.bob.account);
        world.cloud.queue.lose();
    }

    private static Blob blob(World world) {
        return world.cloud.database.read(
                tables -> tables.blobs.values().iterator().next().blob());
    }

    private static boolean purgeFile(World world, Server server) {
        file(world).ifPresent(file -> {
            world.invariants.purged(file.value());
            server.purge.file(world.ann.account, file);
        });
        return true;
    }

    private static boolean purgeFolder(World world, Server server) {
        top(world).ifPresent(folder -> {
            world.invariants.purged(folder.value());
            server.purge.folder(world.ann.account, folder);
        });
        return true;
    }

    private static boolean empty(World world, Server server) {
        world.invariants.purged(world.ann.account.value());
        server.purge.trash(world.ann.account);
        return true;
    }

    private static boolean restore(World world, Server server) {
        server.inTrash
                .list(world.ann.account, Optional.empty(), 10)
                .forEach(trashed -> server.restore.restore(world.ann.account, trashed.id()));
        return true;
    }

    /** Every purge that there is a job for. */
    private static boolean carryOn(World world, Server server) {
        List<UUID> subjects = world.cloud.database.read(tables -> tables.jobs.keySet().stream()
                .filter(job -> job.equals(Purge.jobOf(job.subject())))
                .map(job -> job.subject())
                .toList());
        return subjects.stream().allMatch(subject -> world.receive(server, new Queue.Due(Purge.jobOf(subject))));
    }

    private static boolean reclaim(World world, Server server) {
        return world.cloud.database.read(tables -> List.copyOf(tables.blobs.keySet())).stream()
                .allMatch(blob -> world.receive(server, new Queue.Due(ReclaimBlob.jobOf(blob))));
    }

    private static Optional<FileId> file(World world) {
        return entries(world).stream()
                .flatMap(entry -> entry instanceof Entry.Item(var file) ? List.of(file.id()).stream() : null)
                .findFirst();
    }

    private static Optional<FolderId> top(World world) {
        return entries(world).stream()
                .flatMap(entry -> entry instanceof Entry.Sub(var folder) ? List.of(folder.id()).stream() : null)
                .findFirst();
    }

    private static List<Entry> entries(World world) {
        return world.healthy.browse.list(world.ann.account, world.ann.root(), Optional.empty(), 10);
    }
}
