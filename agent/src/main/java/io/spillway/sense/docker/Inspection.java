package io.spillway.sense.docker;

import io.spillway.sense.Container.State;
import io.spillway.sense.Sensed;

/**
 * What was found out about one container beyond the list.
 *
 * @param state the state in the list for which it was found out
 * @param atNanos when, by the ticker
 */
record Inspection(State state, Sensed<InspectedContainer> limits, Sensed<InitProcess> init, long atNanos) {}
