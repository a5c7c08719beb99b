package io.cloudstore.protocol.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartPlanTest {
    private static final long MIB = 1L << 20;

    /** Every size at which the plan changes, one byte before and one after, and 1,000 sizes in between. */
    static LongStream sizes() {
        LongStream boundaries = LongStream.iterate(8 * MIB, p -> p <= PartPlan.LARGEST_PART, p -> 2 * p)
                .flatMap(p -> LongStream.of(p, 2 * p, 9_999 * p, 10_000 * p))
                .flatMap(size -> LongStream.of(size - 1, size, size + 1));
        LongStream drawn = new Random(20261124).longs(1_000, 0, PartPlan.LARGEST_SIZE);
        return LongStream.concat(LongStream.of(0, 1), LongStream.concat(boundaries, drawn))
                .filter(size -> size <= PartPlan.LARGEST_SIZE);
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void parts_are_within_the_store_s_limits_and_sum_to_the_size(long size) {
        PartPlan plan = PartPlan.of(size);

        assertThat(plan.partCount()).isBetween(1, 10_000);
        assertThat(plan.partSize()).isBetween(8 * MIB, 4096 * MIB);
        assertThat(Long.bitCount(plan.partSize())).isOne();
        long last = plan.lengthOf(plan.partCount());
        assertThat(last).isLessThanOrEqualTo(plan.partSize());
        assertThat((plan.partCount() - 1) * plan.partSize() + last).isEqualTo(size);
        assertThat(last).isGreaterThanOrEqualTo(Math.min(1, size));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void the_part_size_is_the_smallest_that_does(long size) {
        PartPlan plan = PartPlan.of(size);
        if (plan.partSize() > 8 * MIB) {
            assertThat(Math.ceilDiv(size, plan.partSize() / 2)).isGreaterThan(10_000);
        }
    }

    @Test
    void empty_content_is_one_empty_part() {
        PartPlan plan = PartPlan.of(0);
        assertThat(plan.partCount()).isOne();
        assertThat(plan.lengthOf(1)).isZero();
        assertThat(plan.isSinglePut()).isTrue();
    }

    @Test
    void up_to_one_part_travels_as_a_single_put() {
        assertThat(PartPlan.of(8 * MIB).isSinglePut()).isTrue();
        assertThat(PartPlan.of(8 * MIB + 1).isSinglePut()).isFalse();
        assertThat(PartPlan.of(8 * MIB + 1).lengthOf(2)).isOne();
    }

    @Test
    void the_largest_file_has_ten_thousand_parts_of_four_gib() {
        assertThat(PartPlan.of(PartPlan.LARGEST_SIZE).partCount()).isEqualTo(10_000);
        assertThat(PartPlan.of(PartPlan.LARGEST_SIZE).partSize()).isEqualTo(4096 * MIB);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, PartPlan.LARGEST_SIZE + 1, Long.MAX_VALUE})
    void other_sizes_are_refused(long size) {
        assertThatThrownBy(() -> PartPlan.of(size)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_plan_that_is_not_the_size_s_own_is_refused() {
        assertThatThrownBy(() -> new PartPlan(8 * MIB, 4 * MIB, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 3})
    void parts_outside_the_plan_have_no_place(int n) {
        PartPlan plan = PartPlan.of(8 * MIB + 1);
        assertThat(plan.contains(n)).isFalse();
        assertThatThrownBy(() -> plan.offsetOf(n)).isInstanceOf(IllegalArgumentException.class);
    }
}
