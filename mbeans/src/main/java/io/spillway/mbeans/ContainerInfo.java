package io.spillway.mbeans;

/**
 * A container.
 *
 * @param name its name
 * @param service its Compose service, or the name where there is none
 * @param state CREATED, RUNNING, PAUSED, RESTARTING, REMOVING, EXITED, DEAD or UNKNOWN
 * @param status the engine's own words
 * @param usageBytes its memory less reclaimable page cache; −1 where it does not run or cannot be read
 * @param limitBytes its hard memory limit; 0 is none
 * @param cpuLimit how many CPUs it may use; 0 is no limit
 * @param priority 0–100, higher lives longer
 * @param care PROTECTED: it is never touched; STATEFUL: it is stopped last and gently; NONE: neither
 * @param owed what the guard will put back, for people; empty where nothing is owed
 */
public record ContainerInfo(
        String name,
        String service,
        String state,
        String status,
        long usageBytes,
        long limitBytes,
        double cpuLimit,
        int priority,
        String care,
        String owed) {}
