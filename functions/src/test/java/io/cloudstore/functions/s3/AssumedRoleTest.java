package io.cloudstore.functions.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cloudstore.core.work.StoreFailed;
import io.cloudstore.functions.MovedClock;
import io.cloudstore.functions.s3.Sessions.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkClientException;

class AssumedRoleTest {
    private final MovedClock clock = new MovedClock();
    private final AtomicInteger begun = new AtomicInteger();
    private volatile boolean refused;

    private final AssumedRole role = new AssumedRole(this::begin, clock);

    @Test
    void a_session_is_used_until_twenty_minutes_before_its_end() {
        Session first = role.current();
        clock.move(Duration.ofMinutes(39));
        assertThat(role.current()).isSameAs(first);
        clock.move(Duration.ofMinutes(1));
        assertThat(role.current().end()).isEqualTo(first.end().plus(Duration.ofMinutes(40)));
        assertThat(begun).hasValue(2);
    }

    @Test
    void while_renewal_fails_the_session_that_still_lives_signs_on() {
        Session first = role.current();
        refused = true;
        clock.move(Duration.ofMinutes(50));
        assertThat(role.current()).isSameAs(first);
        clock.move(Duration.ofMinutes(10));
        assertThatThrownBy(role::current).isInstanceOf(StoreFailed.class);
        refused = false;
        assertThat(role.current().end()).isAfter(first.end());
    }

    @Test
    void many_who_need_the_first_session_begin_one() throws Exception {
        var sessions = new ArrayList<Future<Session>>();
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                sessions.add(people.submit(role::current));
            }
        }
        for (Future<Session> session : sessions) {
            assertThat(session.get()).isSameAs(role.current());
        }
        assertThat(begun).hasValue(1);
    }

    @Test
    void while_one_renews_the_others_go_on_with_the_session_that_still_lives() throws Exception {
        var renewing = new CountDownLatch(1);
        var proceed = new CountDownLatch(1);
        var calls = new AtomicInteger();
        var slow = new AssumedRole(
                () -> {
                    if (calls.incrementAndGet() == 2) {
                        renewing.countDown();
                        await().until(() -> proceed.getCount() == 0);
                    }
                    return begin();
                },
                clock);
        Session first = slow.current();
        clock.move(Duration.ofMinutes(45));
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Session> renewed = people.submit(slow::current);
            renewing.await();
            assertThat(slow.current()).isSameAs(first);
            proceed.countDown();
            assertThat(renewed.get()).isNotSameAs(first);
        }
        assertThat(calls).hasValue(2);
    }

    private Session begin() {
        if (refused) {
            throw SdkClientException.create("STS is away");
        }
        begun.incrementAndGet();
        return new Session(
                AwsSessionCredentials.create("ASIA", "secret", "token"),
                clock.instant().plus(Duration.ofHours(1)));
    }
}
