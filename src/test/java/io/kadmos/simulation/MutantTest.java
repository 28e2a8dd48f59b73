package io.kadmos.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each mutant is caught within a few seeds, and the healthy code passes the seed that caught it. */
class MutantTest {

    /** What a seed means changes with every change of the code: the search goes on for a while behind the known one. */
    private static final long SEARCH = 400;

    @ParameterizedTest
    @CsvSource({
            "READ_WITHOUT_IDENTITY_ROUND, 3, false",
            "PROMISE_IGNORED, 1, false",
            "OP_IDS_IGNORED, 1, false",
            "FAILED_FROM_PREPARE_ALONE, 18, false",
            "ANSWER_BEFORE_DURABLE, 1, false",
            "CEILING_FORGOTTEN, 49, true",
            "DAMAGE_READ_AS_ABSENT, 35, false",
            "EXPIRED_KEPT_BY_FAILED_CONDITION, 7, false",
    })
    void isCaughtAndTheHealthyCodeIsNot(Mutant mutant, long known, boolean restarting) throws Throwable {
        long seed = MutantHunt.first(mutant, known, SEARCH, restarting);
        assertThat(MutantRun.findings(seed, restarting)).isEmpty();
    }
}
