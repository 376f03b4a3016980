package io.spillway.mbeans;

import java.util.List;

/** All containers, running or not. Each has a bean of its own as well, a {@link ContainerMXBean}. */
@Description("All containers, running or not.")
public interface ContainersMXBean {
    /** {@code known} when the engine answers; {@code absent} when there is none; {@code unknown} when it does not answer. */
    @Description("known (the engine answers), absent (there is none) or unknown (it does not answer).")
    String getState();

    /** What was seen of the engine when it is absent or unknown, for people; empty when it answers. */
    @Description("Why the engine is absent or unknown; empty when it answers.")
    String getReason();

    /** The containers, one row each; empty unless {@link #getState()} is {@code known}. */
    @Description("The containers, one row each; memory in bytes. Empty unless State is known.")
    List<ContainerInfo> getContainers();

    /** How many containers there are; −1 unless the engine answers. */
    @Description("How many containers there are; -1 unless the engine answers.")
    @Unit("containers")
    int getCount();

    /** How many of them run; −1 unless the engine answers. */
    @Description("How many containers run; -1 unless the engine answers.")
    @Unit("containers")
    int getRunning();

    /** Memory of all that run, in bytes, less reclaimable page cache; −1 where it is not known of every one. */
    @Description(
            "Memory of all containers that run, in bytes, less reclaimable page cache; -1 where it is not known of every one.")
    @Unit("bytes")
    long getUsageBytes();
}
