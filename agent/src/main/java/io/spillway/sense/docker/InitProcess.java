package io.spillway.sense.docker;

import io.spillway.sense.ProcessRef;

/**
 * A container's first process on this host.
 *
 * @param cgroup path of the container's whole cgroup, as {@code /proc/PID/cgroup} shows it: the memory controller's on version 1
 */
record InitProcess(ProcessRef ref, String cgroup) {}
