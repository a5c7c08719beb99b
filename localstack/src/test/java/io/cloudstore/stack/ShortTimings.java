package io.cloudstore.stack;

import java.util.Map;

/** Timings that let a test wait seconds for what takes minutes in the cloud; their ratios stay AWS's. */
public final class ShortTimings {
    /** Values of the template's parameters. */
    public static final Map<String, String> PARAMETERS = Map.ofEntries(
            Map.entry("LeaseSeconds", "4"),
            Map.entry("JobResendSeconds", "1"),
            Map.entry("TombstoneSeconds", "1"),
            Map.entry("SweepSchedule", "rate(1 second)"),
            Map.entry("TransferVisibilitySeconds", "60"),
            Map.entry("TransferTimeoutSeconds", "10"),
            Map.entry("TransferSeconds", "9"),
            Map.entry("TransferNewCopiesSeconds", "5"),
            Map.entry("BatchWindowSeconds", "0"),
            Map.entry("ProofAnswerMilliseconds", "1000"),
            Map.entry("CallsPerMinute", "1000000"),
            Map.entry("SignInsPerHour", "1000000"),
            Map.entry("SignUpsPerHour", "1000000"),
            Map.entry("FailuresPerHour", "1000000"),
            Map.entry("AddressFailuresPerMinute", "1000000"),
            Map.entry("ThrottleRate", "10000"),
            Map.entry("ThrottleBurst", "10000"));

    private ShortTimings() {}
}
