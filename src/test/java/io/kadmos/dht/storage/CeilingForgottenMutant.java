package io.kadmos.dht.storage;

/** A mutant: a node that does not remember how far it promised before its start. */
final class CeilingForgottenMutant {

    private CeilingForgottenMutant() {}

    static long promiseCeiling(NodeFacts facts) {
        return 0;
    }
}
