package io.kadmos.simulation;

import java.util.function.LongFunction;

import io.kadmos.dht.slot.transfer.StragglerHandedOver;

/** What the runs of seeds are like: anything, or what makes a certain mistake likely, or a story. */
enum Shape {
    /** Any faults. */
    ORDINARY(run(SimulationOptions::of)),
    /** Restarts only. */
    RESTARTING(run(SimulationOptions::restarting)),
    /** Restarts only, of which most happen in a later epoch than the first. */
    JOINED_AND_RESTARTING(run(SimulationOptions::joinedAndRestarting)),
    /** Machines come and go. */
    MOVING(run(SimulationOptions::moving)),
    /** A member comes back with an empty disk. */
    NEW_DISK(story(Story::newDisk)),
    /** Members forget a decision in a crash. */
    DECREE_LOST(story(Story::decreeLost)),
    /** Two members want to decide differently at one time. */
    TWO_WILLS(story(Story::twoWills)),
    /** A newcomer has in its cache what was deleted. */
    WARM_UP_KEPT(story(Story::warmUpKept)),
    /** A member comes back with the disk of an earlier time. */
    ROLLED_BACK(story(RollbackStory::beforeAWrite)),
    /** A member comes back with the disk of a time when it was alone. */
    ALONE_ONCE(story(RollbackStory::whenItWasAlone)),
    /** A member misses a delete when older ones are forgotten. */
    PRESENT_FORGOTTEN(story(Story::presentForgotten)),
    /** A gateway tries again what was deleted. */
    LATE_RETRY(story(Story::lateRetry)),
    /** A gateway tries again what many others wrote over. */
    RETRY_BEHIND_OTHERS(story(Story::retryBehindOthers)),
    /** A promise is forgotten in a restart while two gateways write. */
    PROMISE_LOST_IN_A_RESTART(story(RivalStory::forgottenInARestart)),
    /** A promise is forgotten with a damaged row while two gateways write. */
    PROMISE_LOST_WITH_A_ROW(story(RivalStory::forgottenWithADamagedRow)),
    /** Somebody reads what only a few hold of an older epoch. */
    STRAGGLER_READ(story(StragglerStory::readByThoseWhoHaveIt)),
    /** A majority of the new epoch denies what a few hold of an older one. */
    STRAGGLER_DENIED(story(StragglerStory::deniedByThoseWhoDoNot)),
    /** One member hands over what another one lacks since an older epoch. */
    STRAGGLER_HANDED_OVER(StragglerHandedOver::tell),
    /** The initiator loses its disk when it has decided. */
    TWO_INITIATORS(story(InitiatorStory::lateOffer)),
    /** A gateway is started again, and its clock is where it was before. */
    CLOCK_SET_BACK(story(Story::clockSetBack));

    /** Cannot be changed, which its type does not say. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final LongFunction<String> findings;

    Shape(LongFunction<String> findings) {
        this.findings = findings;
    }

    private static LongFunction<String> run(LongFunction<SimulationOptions> options) {
        return seed -> String.join("\n", new Simulation(options.apply(seed)).run().findings());
    }

    /** What a story finds before its end counts as much as what it says there. */
    private static LongFunction<String> story(LongFunction<String> told) {
        return seed -> {
            try {
                return told.apply(seed);
            } catch (FoundError found) {
                return String.valueOf(found.getMessage());
            }
        };
    }

    /** What is wrong with the run of a seed; empty if nothing is. */
    String findings(long seed) {
        return findings.apply(seed);
    }
}
