package io.cloudstore.gateway.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.cloudstore.gateway.hosting.CannotStart;
import io.cloudstore.gateway.storecheck.Finding;
import io.cloudstore.gateway.storecheck.Report;
import io.cloudstore.gateway.storecheck.Verdict;
import io.cloudstore.gateway.storecheck.Weight;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What a start makes of what was found. */
class ServedStoreTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(ServedStore.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void capture() {
        logger.setLevel(Level.WARN);
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void release() {
        logger.detachAppender(lines);
        logger.setLevel(null);
    }

    private static Finding finding(String name, Weight weight, Verdict verdict) {
        return new Finding(name, weight, verdict, name + " means this.", name + " was seen", "Change " + name + ".");
    }

    private List<String> warned() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void what_is_to_be_kept_in_mind_and_what_could_not_be_tried_goes_into_the_log() {
        ServedStore.requireUsable(new Report(List.of(
                finding("good", Weight.MUST, Verdict.OK),
                finding("public-address", Weight.MUST_WHERE_REACHED, Verdict.NOT_TRIED),
                finding("clock", Weight.SHOULD, Verdict.WARNS))));

        assertThat(warned())
                .containsExactly(
                        "the store: clock: clock was seen. clock means this. Change clock.",
                        "the store: public-address was not tried: public-address was seen. public-address means this.");
    }

    @Test
    void a_rule_of_which_nothing_can_be_said_refuses_the_start_by_its_name() {
        var report = new Report(List.of(
                finding("put-expiry", Weight.MUST, Verdict.NOT_TRIED),
                finding("public-address", Weight.MUST_WHERE_REACHED, Verdict.NOT_TRIED),
                finding("clean", Weight.MUST, Verdict.NOT_TRIED)));

        assertThatThrownBy(() -> ServedStore.requireUsable(report))
                .isInstanceOf(CannotStart.class)
                .hasMessage(
                        "The store can't be used: it can't be told whether it keeps put-expiry, clean. put-expiry:"
                                + " put-expiry was seen. \"cloudstore check-store\" tells all; --no-check serves all the same.");
    }

    @Test
    void what_is_broken_comes_before_what_was_not_tried_for_it() {
        var report = new Report(List.of(
                finding("presigned-put", Weight.MUST, Verdict.FAILS),
                finding("put-digest", Weight.MUST, Verdict.NOT_TRIED),
                finding("copy-object", Weight.MUST, Verdict.FAILS)));

        assertThatThrownBy(() -> ServedStore.requireUsable(report))
                .hasMessageStartingWith("The store can't be used: presigned-put: presigned-put was seen."
                        + " Change presigned-put. These fail too: copy-object. \"cloudstore");
    }
}
