/**
 * Deterministic simulation: the production classes of the core over a simulated loop, network and disk. One seed
 * decides everything that happens, so every failure can be repeated. A run is single-threaded; runs share nothing.
 */
@NullMarked
package io.kadmos.simulation;

import org.jspecify.annotations.NullMarked;
