package io.cloudstore.core.faults;

import io.cloudstore.core.memory.Queue;
import io.cloudstore.core.memory.Server;
import io.cloudstore.core.transfer.TransferBlob;
import io.cloudstore.core.work.JobId;
import io.cloudstore.core.work.JobKind;
import java.time.Duration;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Something that a process does, with what comes before it.
 *
 * @param prepare what has happened so far, without any fault
 * @param act what the process does, and again when it is repeated; whether its caller needs no repeat
 * @param names what the person's folder holds when all is over
 */
record Handler(String name, Consumer<World> prepare, BiPredicate<World, Server> act, List<String> names) {
    private static final List<String> ONE_FILE = List.of("a");
    private static final List<String> NOTHING = List.of();

    private static final List<Handler> BRINGING_IN = List.of(
            new Handler("open", world -> {}, World::open, NOTHING),
            new Handler("open under a key", world -> {}, World::openUnderAKey, NOTHING),
            new Handler("make a folder under a key", world -> {}, World::makeFolderUnderAKey, ONE_FILE),
            new Handler("open many", world -> {}, World::openMany, NOTHING),
            new Handler("complete many", World::openAndSendMany, World::completeMany, World.MANY),
            new Handler("complete many, some merged", Handler::someMerged, World::completeMany, World.MANY),
            new Handler("sign and send", world -> world.open(World.LARGE), World::send, NOTHING),
            new Handler("sign and send another version", Handler::signedBefore, World::send, ONE_FILE),
            new Handler("reuse, send and complete", Handler::anotherVersionOfOwn, World::reuse, List.of("a", "b")),
            new Handler("complete, large", world -> world.openAndSend(World.LARGE), World::complete, ONE_FILE),
            new Handler("complete, small", world -> world.openAndSend(World.SMALL), World::complete, ONE_FILE),
            new Handler("complete, stored already", Handler::storedByBob, World::complete, ONE_FILE),
            new Handler("instant, own", Handler::storedByAnn, World::instant, List.of("a", "a (2)")),
            new Handler("instant, stored by another", Handler::openWhatBobStored, World::instant, ONE_FILE),
            new Handler("instant, tombstoned", Handler::openWhatWasTombstoned, World::instant, ONE_FILE),
            new Handler("instant, nobody has it", world -> world.open(World.LARGE), World::instant, ONE_FILE),
            new Handler("event, small", world -> world.openAndSend(World.SMALL), Handler::event, ONE_FILE),
            new Handler("transfer, large", Handler::merged, Handler::transfer, ONE_FILE),
            new Handler("beat, event lost", Handler::eventLost, World::tick, ONE_FILE),
            new Handler("beat, expiry", Handler::expired, World::tick, NOTHING),
            new Handler("beat, message lost", Handler::messageLost, World::tick, ONE_FILE),
            new Handler("clean after abort", Handler::aborted, Handler::clean, NOTHING),
            new Handler("abort", world -> world.openAndSend(World.LARGE), Handler::abort, NOTHING),
            new Handler("show, parts lost", Handler::partsLost, Handler::show, NOTHING));

    static final List<Handler> ALL = Stream.of(BRINGING_IN, Purging.ALL, Patrolling.ALL)
            .flatMap(List::stream)
            .toList();

    private static void signedBefore(World world) {
        world.openAndSend(World.SMALL.damaged());
        world.content = World.SMALL;
    }

    private static void anotherVersionOfOwn(World world) {
        world.ann.upload("b", World.LARGE);
        world.healthy.drain();
        world.open(World.LARGE.withOtherPart(1));
    }

    private static void storedByBob(World world) {
        world.bob.upload("b", World.LARGE);
        world.healthy.drain();
        world.openAndSend(World.LARGE);
    }

    private static void storedByAnn(World world) {
        world.ann.upload("a", World.LARGE);
        world.healthy.drain();
        world.open(World.LARGE);
    }

    private static void openWhatBobStored(World world) {
        world.bob.upload("b", World.LARGE);
        world.healthy.drain();
        world.open(World.LARGE);
    }

    private static void openWhatWasTombstoned(World world) {
        world.cloud.tombstoned(World.LARGE, world.invariants);
        world.open(World.LARGE);
    }

    private static void someMerged(World world) {
        world.openAndSendMany();
        world.healthy.handle(new Queue.Created(world.many.keySet().stream()
                .map(world.ann::show)
                .findFirst()
                .orElseThrow()
                .stagingKey()));
        world.cloud.queue.lose();
    }

    private static void merged(World world) {
        world.openAndSend(World.LARGE);
        world.complete(world.healthy);
        world.cloud.queue.lose();
    }

    private static void eventLost(World world) {
        world.openAndSend(World.SMALL);
        world.cloud.clock.pass(Duration.ofMinutes(16));
    }

    private static void expired(World world) {
        world.openAndSend(World.LARGE);
        world.cloud.clock.pass(Duration.ofDays(8));
    }

    private static void messageLost(World world) {
        merged(world);
        world.cloud.clock.pass(Duration.ofMinutes(1));
    }

    private static void aborted(World world) {
        world.openAndSend(World.LARGE);
        abort(world, world.healthy);
        world.cloud.queue.lose();
    }

    private static void partsLost(World world) {
        world.openAndSend(World.LARGE);
        world.cloud.staging.lose(world.upload.orElseThrow().stagingKey());
    }

    private static boolean event(World world, Server server) {
        return world.receive(
                server, new Queue.Created(world.upload.orElseThrow().stagingKey()));
    }

    private static boolean transfer(World world, Server server) {
        return world.cloud.database.read(tables -> List.copyOf(tables.blobs.keySet())).stream()
                .allMatch(blob -> world.receive(server, new Queue.Due(TransferBlob.jobOf(blob))));
    }

    private static boolean clean(World world, Server server) {
        var job = new JobId(JobKind.CLEAN, world.upload.orElseThrow().stagingKey());
        return world.receive(server, new Queue.Due(job));
    }

    private static boolean abort(World world, Server server) {
        server.abort.abort(world.ann.account, world.id());
        return true;
    }

    private static boolean show(World world, Server server) {
        server.show.show(world.ann.account, world.id());
        return true;
    }
}
