package io.kadmos.dht.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.kadmos.dht.id.Id;

class PeersTest {

    private final Peers peers = new Peers();

    @Test
    void forgetsTheOneAskedLeastRecently() {
        Peer first = peers.of(id(0));
        for (int i = 1; i <= Peers.MAX_PEERS; i++) {
            peers.of(id(i));
        }
        assertThat(peers.count()).isEqualTo(Peers.MAX_PEERS);
        assertThat(peers.of(id(0))).isNotSameAs(first);
    }

    @Test
    void keepsAPeerWithOpenCalls() {
        Peer first = peers.of(id(0));
        first.callBegan();
        for (int i = 1; i <= Peers.MAX_PEERS; i++) {
            peers.of(id(i));
        }
        assertThat(peers.of(id(0))).isSameAs(first);
    }

    private static Id id(int number) {
        return new Id(number, 0, 0);
    }
}
