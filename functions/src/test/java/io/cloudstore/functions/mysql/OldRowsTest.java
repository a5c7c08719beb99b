package io.cloudstore.functions.mysql;

import static io.cloudstore.functions.mysql.World.MYSQL;
import static io.cloudstore.functions.mysql.World.NOW;
import static io.cloudstore.functions.mysql.World.RAW;
import static io.cloudstore.functions.mysql.World.account;
import static io.cloudstore.functions.mysql.World.digest;
import static io.cloudstore.functions.mysql.World.upload;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.account.SessionId;
import io.cloudstore.core.upload.Upload;
import io.cloudstore.core.upload.UploadState;
import io.cloudstore.core.work.JobId;
import io.cloudstore.core.work.JobKind;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OldRowsTest {
    private static final Duration AGE = Duration.ofDays(30);
    private static final Instant OLD = NOW.minus(AGE).minusSeconds(60);

    private final AccountId owner = account().id();

    private static void forget() {
        MYSQL.forgetOld().forget(AGE, 100_000);
    }

    private static boolean exists(String table, String key, UUID id) {
        return RAW.sql("SELECT COUNT(*) FROM " + table + " WHERE " + key + " = ?")
                        .param(Columns.bytes(id))
                        .query(Integer.class)
                        .single()
                > 0;
    }

    @Test
    void jobs_that_are_done_go_after_their_time_and_others_stay() {
        JobId done = new JobId(JobKind.CLEAN, World.id());
        JobId old = new JobId(JobKind.CLEAN, World.id());
        JobId waiting = new JobId(JobKind.CLEAN, World.id());
        for (JobId job : new JobId[] {done, old, waiting}) {
            MYSQL.armJob().arm(job, Duration.ZERO, "");
        }
        for (JobId job : new JobId[] {done, old}) {
            MYSQL.leaseJob().close(MYSQL.leaseJob().lease(job, AGE).orElseThrow());
        }
        RAW.sql("UPDATE job SET ended_at = ? WHERE subject = ?")
                .params(Columns.time(OLD), Columns.bytes(old.subject()))
                .update();
        RAW.sql("UPDATE job SET due_at = ? WHERE subject = ?")
                .params(Columns.time(OLD), Columns.bytes(waiting.subject()))
                .update();
        forget();

        assertThat(exists("job", "subject", old.subject())).isFalse();
        assertThat(exists("job", "subject", done.subject())).isTrue();
        assertThat(exists("job", "subject", waiting.subject())).isTrue();
    }

    @Test
    void uploads_that_ended_go_after_their_time_and_others_stay() {
        Upload open = upload(owner, 1);
        Upload ended = upload(owner, 1);
        Upload old = upload(owner, 1);
        MYSQL.unitOfWork().run(() -> {
            MYSQL.storeUpload().move(ended.id(), UploadState.OPEN, UploadState.ABORTED, NOW);
            MYSQL.storeUpload().move(old.id(), UploadState.OPEN, UploadState.ABORTED, OLD);
        });
        forget();

        assertThat(MYSQL.findUpload().find(old.id())).isEmpty();
        assertThat(MYSQL.findUpload().find(ended.id())).isPresent();
        assertThat(MYSQL.findUpload().find(open.id())).isPresent();
    }

    @Test
    void sessions_that_are_over_go_with_their_tokens_and_others_stay() {
        SessionId living = new SessionId(World.id());
        SessionId expired = new SessionId(World.id());
        SessionId revoked = new SessionId(World.id());
        Instant later = NOW.plus(AGE);
        MYSQL.storeSession().begin(living, owner, "", digest("living" + living), later);
        MYSQL.storeSession().begin(expired, owner, "", digest("expired" + expired), OLD);
        MYSQL.storeSession().begin(revoked, owner, "", digest("revoked" + revoked), later);
        MYSQL.storeSession().revoke(revoked, NOW);
        forget();

        assertThat(exists("session", "id", living.value())).isTrue();
        assertThat(exists("refresh_token", "session_id", living.value())).isTrue();
        for (SessionId gone : new SessionId[] {expired, revoked}) {
            assertThat(exists("session", "id", gone.value())).isFalse();
            assertThat(exists("refresh_token", "session_id", gone.value())).isFalse();
        }
    }

    @Test
    void windows_that_are_over_go_and_the_current_one_stays() {
        Duration window = Duration.ofDays(100);
        String subject = "someone " + World.id();
        MYSQL.countAttempts().count("sign-in", subject, window);
        RAW.sql("INSERT INTO throttle (subject, ends_at, attempts) VALUES (?, UTC_TIMESTAMP(6), 5)")
                .param(digest(subject).bytes())
                .update();
        forget();

        assertThat(MYSQL.countAttempts().peek("sign-in", subject, window)).isEqualTo(1);
        assertThat(RAW.sql("SELECT COUNT(*) FROM throttle WHERE subject = ?")
                        .param(digest(subject).bytes())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void a_call_forgets_no_more_than_its_limit_of_each_kind() {
        for (int i = 0; i < 3; i++) {
            RAW.sql("INSERT INTO throttle (subject, ends_at, attempts) VALUES (?, TIMESTAMP'1999-01-01 00:00:00', 5)")
                    .param(digest(owner + " " + i).bytes())
                    .update();
        }
        MYSQL.forgetOld().forget(AGE, 2);

        assertThat(RAW.sql("SELECT COUNT(*) FROM throttle WHERE ends_at = TIMESTAMP'1999-01-01 00:00:00'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }
}
