package io.kadmos.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each mutant is caught within a few seeds, and the protocol as it is holds in the seed that caught it. */
@Tag("seeds")
class MutantTest {

    /** What a seed means changes with every change of the code: the search goes on for a while behind the known one. */
    private static final long SEARCH = 400;

    /** A seed that catches a mutant. */
    private record Catch(long seed, Shape shape) {}

    /** The compiler sees to it that no mutant is missing here. */
    private static Catch known(Mutant mutant) {
        return switch (mutant) {
            case READ_WITHOUT_IDENTITY_ROUND -> new Catch(33, Shape.ORDINARY);
            case PROMISE_IGNORED -> new Catch(1, Shape.ORDINARY);
            case OP_IDS_IGNORED -> new Catch(1, Shape.ORDINARY);
            case FAILED_FROM_PREPARE_ALONE -> new Catch(69, Shape.ORDINARY);
            case ANSWER_BEFORE_DURABLE -> new Catch(2, Shape.ORDINARY);
            case CEILING_FORGOTTEN -> new Catch(400, Shape.RESTARTING);
            case DAMAGE_READ_AS_ABSENT -> new Catch(601, Shape.ORDINARY);
            case EXPIRED_KEPT_BY_FAILED_CONDITION -> new Catch(60, Shape.ORDINARY);
            case SEAL_IGNORED -> new Catch(949, Shape.ORDINARY);
            case TRANSFER_FROM_ONE -> new Catch(76, Shape.MOVING);
            case LATE_TRANSFER -> new Catch(2360, Shape.MOVING);
            case DISK_IGNORED -> new Catch(1, Shape.NEW_DISK);
            case DECREE_NOT_DURABLE -> new Catch(2, Shape.DECREE_LOST);
            case DECREES_IGNORED -> new Catch(19, Shape.TWO_WILLS);
            case ROLLBACK_UNNOTICED -> new Catch(1, Shape.ROLLED_BACK);
            case ALONE_BELIEVED -> new Catch(1, Shape.ALONE_ONCE);
            case GUARD_OFF -> new Catch(2, Shape.RETRY_BEHIND_OTHERS);
            case CREATED_EPOCH_FORGOTTEN -> new Catch(1, Shape.LATE_RETRY);
            case PRESENT_FORGOTTEN -> new Catch(1, Shape.PRESENT_FORGOTTEN);
            case WARM_UP_ROWS_KEPT -> new Catch(1, Shape.WARM_UP_KEPT);
            case CEILING_OF_ONE_EPOCH -> new Catch(2, Shape.PROMISE_LOST_IN_A_RESTART);
            case DAMAGED_WITHOUT_PROMISE -> new Catch(1, Shape.PROMISE_LOST_WITH_A_ROW);
            case OLDER_EPOCH_READ -> new Catch(965, Shape.STRAGGLER_READ);
            case ABSENT_AT_ZERO -> new Catch(1020, Shape.STRAGGLER_DENIED);
            case ABSENCE_IGNORED -> new Catch(1, Shape.STRAGGLER_HANDED_OVER);
            case INITIATOR_FORGOTTEN -> new Catch(1, Shape.TWO_INITIATORS);
            case NUMBERS_RESET -> new Catch(1, Shape.CLOCK_SET_BACK);
            case QUORUM_TOO_SMALL -> new Catch(1, Shape.ORDINARY);
            case MEMBER_COUNTED_TWICE -> new Catch(1, Shape.ORDINARY);
            case BEGINS_WITH_THE_GONE -> new Catch(1, Shape.GONE_BEFORE_A_CHANGE);
        };
    }

    @Test
    void everyMutantClassIsDeclared() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/test/java/io/kadmos/dht"))) {
            assertThat(sources.map(Path::toString).filter(source -> source.endsWith("Mutant.java"))
                    .map(source -> source.substring("src/test/java/".length()).replace(".java", "").replace('/', '.')))
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.of(Mutant.values()).map(Mutant::type).toList());
        }
    }

    @Test
    void everyMutantStandsInTheProtocol() throws IOException {
        String protocol = Files.readString(Path.of("src/main/docs/protocol.md"));
        assertThat(Mutant.values()).allSatisfy(mutant -> assertThat(protocol).contains("| [" + mutant + "] | "));
    }

    /** A story that does not come to its end without the mutant proves nothing, and fails. */
    @ParameterizedTest
    @EnumSource(Mutant.class)
    void isCaughtAndTheProtocolAsItIsHolds(Mutant mutant) throws Throwable {
        Catch known = known(mutant);
        long seed = MutantHunt.first(mutant, known.seed, SEARCH, known.shape);
        assertThat(known.shape.ending(seed)).isEqualTo(Ending.HELD);
    }
}
