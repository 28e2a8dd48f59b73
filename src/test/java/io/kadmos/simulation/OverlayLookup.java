package io.kadmos.simulation;

import java.time.Duration;

/**
 * What one lookup came to.
 *
 * @param shareFound of the true k closest living nodes
 */
record OverlayLookup(int hops, int questions, Duration elapsed, double shareFound) {}
