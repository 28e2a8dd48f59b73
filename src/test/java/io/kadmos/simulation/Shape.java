package io.kadmos.simulation;

import java.util.List;
import java.util.OptionalInt;
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
    NEW_DISK(DiskStories::newDisk),
    /** A member comes back with the disk of an earlier time. */
    ROLLED_BACK(DiskStories::putBackToBeforeAWrite),
    /** A member comes back with the disk of a time when it was alone. */
    ALONE_ONCE(DiskStories::putBackToWhenItWasAlone),
    /** Members forget a decision in a crash. */
    DECREE_LOST(ChangeStories::decreeLost),
    /** Two members want to decide differently at one time. */
    TWO_WILLS(ChangeStories::twoWills),
    /** A newcomer has in its cache what was deleted. */
    WARM_UP_KEPT(ChangeStories::warmUpKept),
    /** A member misses a delete when older ones are forgotten. */
    PRESENT_FORGOTTEN(ChangeStories::presentForgotten),
    /** A member is gone when another one is about to be replaced, and so is the newcomer a little later. */
    GONE_BEFORE_A_CHANGE(ChangeStories::goneBeforeAChange),
    /** A gateway tries again what was deleted. */
    LATE_RETRY(RetryStories::lateRetry),
    /** A gateway tries again what many others wrote over. */
    RETRY_BEHIND_OTHERS(RetryStories::retryBehindOthers),
    /** A gateway is started again, and its clock is where it was before. */
    CLOCK_SET_BACK(RetryStories::clockSetBack),
    /** A promise is forgotten in a restart while two gateways write. */
    PROMISE_LOST_IN_A_RESTART(RivalStory::forgottenInARestart),
    /** A promise is forgotten with a damaged row while two gateways write. */
    PROMISE_LOST_WITH_A_ROW(RivalStory::forgottenWithADamagedRow),
    /** A client reads what only a few members hold of an older epoch. */
    STRAGGLER_READ(StragglerStory::readWhereItIs),
    /** A majority of the new epoch denies what a few members hold of an older one. */
    STRAGGLER_DENIED(StragglerStory::deniedWhereItIsNot),
    /** One member hands over what another one lacks since an older epoch. */
    STRAGGLER_HANDED_OVER(Shape::stragglerHandedOver),
    /** The initiator loses its disk when it has decided. */
    TWO_INITIATORS(InitiatorStory::lateOffer);

    /** Immutable, which its type does not say. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final LongFunction<Ending> endings;

    Shape(LongFunction<Ending> endings) {
        this.endings = endings;
    }

    private static LongFunction<Ending> run(LongFunction<SimulationOptions> options) {
        return seed -> ending(new Simulation(options.apply(seed)).run().findings());
    }

    /** A run of which only a check was given up, because it took too long, proves nothing. */
    private static Ending ending(List<String> findings) {
        String what = String.join("\n", findings);
        if (findings.isEmpty()) {
            return Ending.HELD;
        }
        return findings.stream().allMatch(finding -> finding.contains(Simulation.NOT_CHECKED))
                ? Ending.didNotHappen(what)
                : Ending.contradiction(what);
    }

    private static Ending stragglerHandedOver(long seed) {
        OptionalInt survivors = StragglerHandedOver.survivors(seed);
        if (survivors.isEmpty()) {
            return Ending.didNotHappen("the merge of two of three members ends");
        }
        return survivors.getAsInt() == 0
                ? Ending.HELD
                : Ending.contradiction("a row of epoch 1 survives epoch 2, of which a member does not have it");
    }

    /** How the run of a seed ends. */
    Ending ending(long seed) {
        return endings.apply(seed);
    }
}
