package io.kadmos.simulation;

import static io.kadmos.simulation.Facts.hasWritten;
import static io.kadmos.simulation.Facts.holds;
import static io.kadmos.simulation.Facts.isActive;
import static io.kadmos.simulation.Facts.isReady;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.kadmos.dht.record.Lineage;

/** Stories of gateways that try a write again when much has happened since, or write under numbers that were used. */
final class RetryStories {

    private static final Duration SLOW_SYNC = Duration.ofMillis(100);
    private static final Duration SLOW_DATAGRAMS = Duration.ofMillis(20);

    private RetryStories() {}

    /** A gateway learns nothing of its write until the key has been deleted and forgotten. */
    static Ending lateRetry(long seed) {
        int replica = 0;
        int newcomer = 1;
        int gateway = 2;
        return Story.tell(SimulationOptions.calm(seed, 1).withSpares(2, 1), List.of(newcomer, replica, gateway),
                story -> {
                    story.boot(gateway);
                    story.within(Duration.ofSeconds(60), isReady(gateway));
                    story.pass(Duration.ofSeconds(5));
                    story.slowDisk(replica, SLOW_SYNC);
                    story.slowNetwork(SLOW_DATAGRAMS);
                    Story.Writing writing = story.beginPut(gateway, "hello");
                    story.within(Duration.ofSeconds(5), hasWritten(replica));
                    story.cut((from, to) -> from == replica && to == gateway);
                    story.freeze(gateway);
                    story.pass(Duration.ofSeconds(1));
                    story.find(replica, "hello");
                    story.delete(replica);
                    story.boot(newcomer);
                    story.within(Duration.ofSeconds(20), isActive(newcomer, 2));
                    story.pass(Story.UNTIL_FORGOTTEN);
                    story.calm();
                    story.wake(gateway);
                    story.within(Duration.ofSeconds(20), writing.isAnswered());
                    story.mayOnlyRead(newcomer, "nothing");
                });
    }

    /** A gateway learns nothing of its write until so many others followed it that the record has forgotten it. */
    static Ending retryBehindOthers(long seed) {
        int replica = 0;
        int gateway = 1;
        return Story.tell(SimulationOptions.calm(seed, 2).withSpares(0, 1), List.of(replica, gateway), story -> {
            story.put(gateway, "old");
            story.slowDisk(replica, SLOW_SYNC);
            story.slowNetwork(SLOW_DATAGRAMS);
            Story.Writing writing = story.beginPut(gateway, "hello");
            story.within(Duration.ofSeconds(5), hasWritten(replica, "hello"));
            Partition unheard = story.cut((from, to) -> from == replica && to == gateway);
            story.goodDisk(replica);
            story.within(Duration.ofSeconds(1), holds(replica, "hello"));
            for (int i = 0; i <= Lineage.REMEMBERED; i++) {
                story.put(replica, "later-" + i);
            }
            story.restart(replica);
            story.heal(unheard);
            story.within(Duration.ofSeconds(20), writing.isAnswered());
            story.mayOnlyRead(replica, "later-" + Lineage.REMEMBERED);
        });
    }

    /** A node is started again, and its clock shows the very moment of an earlier write. */
    static Ending clockSetBack(long seed) {
        return Story.tell(SimulationOptions.calm(seed, 1), story -> {
            Instant moment = story.wallTime(0);
            story.put(0, "one");
            story.restart(0);
            story.pass(Duration.ofSeconds(1));
            story.setClock(0, moment);
            Story.Writing writing = story.beginPut(0, "two");
            story.within(Story.LONG, writing.isAcknowledged());
            story.mayOnlyRead(0, "two");
        });
    }
}
