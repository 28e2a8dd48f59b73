package io.kadmos.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.runtime.Transport;

class SimulatedNetworkTest {

    private static final long SECOND = 1_000_000_000L;
    private static final Endpoint HERE = Endpoint.of(new byte[]{10, 0, 0, 1}, 1);
    private static final Endpoint THERE = Endpoint.of(new byte[]{10, 0, 0, 2}, 1);

    private final Scheduler scheduler = new Scheduler(new SplittableRandom(1));
    private final SimulatedNetwork network = new SimulatedNetwork(scheduler, new SplittableRandom(2));
    private final List<byte[]> arrived = new ArrayList<>();
    private final Transport here = network.open(HERE, 0, loop());

    @Test
    void aCalmNetworkCarriesEverythingOnceAndUnchanged() {
        listen(THERE, 1);
        send(100, 50);
        assertThat(arrived).hasSize(100).allMatch(datagram -> datagram.length == 50 && datagram[7] == 0);
    }

    @Test
    void nothingLargerThanTheMtuPasses() {
        listen(THERE, 1);
        send(1, SimulatedNetwork.MAX_DATAGRAM_BYTES);
        send(1, SimulatedNetwork.MAX_DATAGRAM_BYTES + 1);
        assertThat(arrived).hasSize(1);
    }

    @Test
    void badWeatherLosesDoublesAndAlters() {
        listen(THERE, 1);
        network.weather(new NetworkWeather(Duration.ofMillis(1), 0.005, 0.3, 0, 0));
        send(1_000, 10);
        assertThat(arrived).hasSizeBetween(600, 800);
        arrived.clear();
        network.weather(new NetworkWeather(Duration.ofMillis(1), 0, 0, 0.2, 0.5));
        send(1_000, 10);
        assertThat(arrived).hasSizeBetween(1_100, 1_300).anyMatch(datagram -> !Arrays.equals(datagram,
                new byte[10]));
    }

    @Test
    void theMachineAtTheAddressGetsWhatArrives() {
        listen(THERE, 1);
        here.send(THERE, new byte[1]);
        List<byte[]> successors = new ArrayList<>();
        network.open(THERE, 2, loop()).onReceive((from, datagram) -> successors.add(datagram));
        scheduler.runUntil(SECOND);
        assertThat(arrived).isEmpty();
        assertThat(successors).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Partition.Shape.class)
    void everyPartitionCutsSomethingAtSomeTimeAndNothingOnceHealed(Partition.Shape shape) {
        Partition partition = Partition.draw(shape, 5, scheduler, new SplittableRandom(3));
        assertThat(cuts(partition)).isPositive();
        listen(THERE, 1);
        network.cut((from, to) -> true);
        network.calm();
        send(1, 1);
        assertThat(arrived).hasSize(1);
    }

    private static int cuts(Partition partition) {
        int cuts = 0;
        for (int from = 0; from < 5; from++) {
            for (int to = 0; to < 5; to++) {
                cuts += from != to && partition.cuts(from, to) ? 1 : 0;
            }
        }
        return cuts;
    }

    private void listen(Endpoint endpoint, int machine) {
        network.open(endpoint, machine, loop()).onReceive((from, datagram) -> arrived.add(datagram));
    }

    private void send(int count, int bytes) {
        for (int i = 0; i < count; i++) {
            here.send(THERE, new byte[bytes]);
            scheduler.runUntil(scheduler.nowNanos() + SECOND / 100);
        }
        scheduler.runUntil(scheduler.nowNanos() + 2 * SECOND);
    }

    private SimulatedLoop loop() {
        return new SimulatedLoop(scheduler, new SimulatedClock(scheduler, 1, Duration.ZERO), thrown -> {
            throw new AssertionError(thrown);
        });
    }
}
