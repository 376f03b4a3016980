package io.spillway.sense.docker;

/**
 * What only the engine's inspection tells.
 *
 * @param initPid first process, in the engine's PID namespace; 0 (the engine's word) while there is none
 * @param memoryLimitBytes 0 is none
 * @param cpuLimit CPUs; 0 is none
 */
record InspectedContainer(long initPid, long memoryLimitBytes, double cpuLimit) {}
