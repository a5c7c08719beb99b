package io.cloudstore.gateway.storecheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportTest {
    @ParameterizedTest
    @CsvSource({
        "MUST, OK, true",
        "MUST, FAILS, false",
        "MUST, NOT_TRIED, false",
        "MUST_WHERE_REACHED, FAILS, false",
        "MUST_WHERE_REACHED, NOT_TRIED, true",
        "SHOULD, WARNS, true",
        "SHOULD, NOT_TRIED, true"
    })
    void a_store_is_usable_when_all_that_has_to_be_known_is_known_and_nothing_fails(
            Weight weight, Verdict verdict, boolean usable) {
        var report = new Report(List.of(
                new Finding("other", Weight.MUST, Verdict.OK, "means", "", ""),
                new Finding("rule", weight, verdict, "means", "seen", "")));

        assertThat(report.isUsable()).isEqualTo(usable);
    }
}
