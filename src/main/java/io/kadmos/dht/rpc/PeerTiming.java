package io.kadmos.dht.rpc;

import io.kadmos.dht.channel.RoundTripEstimator;

/** The round trips of one peer and the number of calls that are open to it. */
final class PeerTiming {

    private final RoundTripEstimator roundTrip;
    private int inFlight;

    /** A peer from which the client expects what it measured of the others (RFC 9040). */
    PeerTiming(RoundTripEstimator others) {
        roundTrip = RoundTripEstimator.expecting(others);
    }

    RoundTripEstimator roundTrip() {
        return roundTrip;
    }

    int inFlight() {
        return inFlight;
    }

    void callBegan() {
        inFlight++;
    }

    void callEnded() {
        inFlight--;
    }
}
