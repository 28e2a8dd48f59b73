package io.kadmos.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each mutant is caught within a few seeds, and the protocol as it is holds in the seed that caught it. */
class MutantTest {

    /** What a seed means changes with every change of the code: the search goes on for a while behind the known one. */
    private static final long SEARCH = 400;

    @ParameterizedTest
    @CsvSource({
            "READ_WITHOUT_IDENTITY_ROUND, 33, ORDINARY",
            "PROMISE_IGNORED, 1, ORDINARY",
            "OP_IDS_IGNORED, 1, ORDINARY",
            "FAILED_FROM_PREPARE_ALONE, 69, ORDINARY",
            "ANSWER_BEFORE_DURABLE, 2, ORDINARY",
            "CEILING_FORGOTTEN, 400, RESTARTING",
            "DAMAGE_READ_AS_ABSENT, 574, ORDINARY",
            "EXPIRED_KEPT_BY_FAILED_CONDITION, 46, ORDINARY",
            "SEAL_IGNORED, 919, ORDINARY",
            "TRANSFER_FROM_ONE, 76, MOVING",
            "LATE_TRANSFER, 2303, MOVING",
            "DISK_IGNORED, 1, NEW_DISK",
            "DECREE_NOT_DURABLE, 2, DECREE_LOST",
            "DECREES_IGNORED, 17, TWO_WILLS",
            "ROLLBACK_UNNOTICED, 1, ROLLED_BACK",
            "ALONE_BELIEVED, 1, ALONE_ONCE",
            "GUARD_OFF, 2, RETRY_BEHIND_OTHERS",
            "CREATED_EPOCH_FORGOTTEN, 1, LATE_RETRY",
            "PRESENT_FORGOTTEN, 1, PRESENT_FORGOTTEN",
            "WARM_UP_ROWS_KEPT, 1, WARM_UP_KEPT",
            "CEILING_OF_ONE_EPOCH, 2, PROMISE_LOST_IN_A_RESTART",
            "DAMAGED_WITHOUT_PROMISE, 1, PROMISE_LOST_WITH_A_ROW",
            "OLDER_EPOCH_READ, 965, STRAGGLER_READ",
            "ABSENT_AT_ZERO, 1020, STRAGGLER_DENIED",
            "ABSENCE_IGNORED, 1, STRAGGLER_HANDED_OVER",
            "INITIATOR_FORGOTTEN, 1, TWO_INITIATORS",
            "NUMBERS_RESET, 1, CLOCK_SET_BACK",
    })
    void isCaughtAndTheProtocolAsItIsHolds(Mutant mutant, long known, Shape shape) throws Throwable {
        long seed = MutantHunt.first(mutant, known, SEARCH, shape);
        assertThat(shape.ending(seed)).isEqualTo(Ending.HELD);
    }
}
