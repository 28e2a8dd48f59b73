package io.kadmos.simulation;

import java.util.List;
import java.util.stream.Stream;

/**
 * The protocol broken on purpose: a class in the tests, and the methods for which it stands in. A simulator that does
 * not catch these proves nothing about the real ones.
 */
enum Mutant {
    /** A read answers with the newest of a quorum that disagrees. */
    READ_WITHOUT_IDENTITY_ROUND("register.ReadWithoutIdentityRound", "register.QuorumRead#answered"),
    /** A replica accepts what it promised not to. */
    PROMISE_IGNORED("register.PromiseIgnored", "register.Acceptor#accept"),
    /** A gateway does not recognise its own write. */
    OP_IDS_IGNORED("register.OpIdsIgnored", "record.Lineage#find", "register.Operation#isUntraceable"),
    /** A gateway applies a write again that it may just not find any more. */
    GUARD_OFF("register.GuardOff", "register.Operation#isUntraceable"),
    /** A failed condition is told without having the record accepted again. */
    FAILED_FROM_PREPARE_ALONE("register.FailedFromPrepareAlone", "register.Operation#decide"),
    /** A replica confirms what is not durable yet. */
    ANSWER_BEFORE_DURABLE("storage.AnswerBeforeDurable", "storage.Rows#store"),
    /** Promises are forgotten by a restart. */
    CEILING_FORGOTTEN("storage.CeilingForgotten", "storage.NodeFacts#promiseCeiling"),
    /** A damaged row counts as never written. */
    DAMAGE_READ_AS_ABSENT("storage.DamageReadAsAbsent", "storage.Row#damaged"),
    /** A value whose time is over is accepted again by a write whose condition failed. */
    EXPIRED_KEPT_BY_FAILED_CONDITION("register.ExpiredKept", "register.Operation#decide");

    private static final String CORE = "io.kadmos.dht.";

    private final String type;
    /** Cannot be changed, which its type does not say. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Target> targets;

    Mutant(String type, String... targets) {
        this.type = CORE + type;
        this.targets = Stream.of(targets).map(Target::parse).toList();
    }

    /** A method of production code. */
    record Target(String type, String method) {

        private static Target parse(String text) {
            String[] parts = text.split("#", 2);
            return new Target(CORE + parts[0], parts[1]);
        }
    }

    /** The class that stands in. */
    String type() {
        return type;
    }

    List<Target> targets() {
        return targets;
    }
}
