package io.cloudstore.core.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cloudstore.core.account.Account;
import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.memory.Bytes;
import io.cloudstore.core.memory.Client;
import io.cloudstore.core.memory.Cloud;
import io.cloudstore.core.memory.Invariants;
import io.cloudstore.core.memory.Server;
import io.cloudstore.core.memory.Tables.JobRow;
import io.cloudstore.core.memory.Tables.JobState;
import io.cloudstore.core.work.JobId;
import io.cloudstore.core.work.JobKind;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;

/** A cloud with one process, and Ann and Bob who each have a quota of 1 GiB. What always holds is checked at the end. */
abstract class Story {
    static final long MIB = 1L << 20;
    static final long QUOTA = 1L << 30;
    /** Three words of it go into one PUT. */
    static final Bytes SMALL = Bytes.of(1, 3);
    /** Three parts: 8 MiB, 8 MiB, 1 MiB. */
    static final Bytes LARGE = Bytes.of(2, 17 * MIB);

    final Cloud cloud = new Cloud(1);
    final Server server = cloud.server();
    final Client ann = new Client(cloud, server, cloud.person("ann", QUOTA));
    final Client bob = new Client(cloud, server, cloud.person("bob", QUOTA));
    final Invariants invariants = new Invariants(cloud);

    /** A process ends here: no catch of its own sees it. */
    static final class Died extends Error {
        Died() {
            super("the process died", null, false, false);
        }
    }

    static final Runnable DIE = () -> {
        throw new Died();
    };

    @AfterEach
    void what_always_holds_holds() {
        invariants.always();
    }

    static ProblemException refused(ProblemCode code, ThrowingCallable call) {
        ProblemException refusal = catchThrowableOfType(ProblemException.class, call);
        assertThat(refusal).as("a refusal").isNotNull();
        assertThat(refusal.code()).isEqualTo(code);
        return refusal;
    }

    Account account(Client client) {
        return cloud.database.read(tables -> tables.accounts.get(client.account).account());
    }

    List<Blob> blobs() {
        return cloud.database.read(
                tables -> tables.blobs.values().stream().map(row -> row.blob()).toList());
    }

    /** The blob, when there is one only. */
    Blob blob() {
        assertThat(blobs()).hasSize(1);
        return blobs().getFirst();
    }

    JobRow job(JobKind kind, UUID subject) {
        return cloud.database.read(tables -> tables.jobs.get(new JobId(kind, subject)));
    }

    boolean isCleaned(UUID stagingKey) {
        JobRow clean = job(JobKind.CLEAN, stagingKey);
        return clean != null && clean.state() == JobState.DONE;
    }

    /** A beat of the sweep, half a minute after whatever happened, and all deliveries. */
    void sweepOnce() {
        cloud.clock.pass(Duration.ofSeconds(31));
        server.tick.tick();
        server.drain();
    }
}
