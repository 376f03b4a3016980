package io.spillway.sense;

import java.util.List;

/** Reads the container engine. Every call has its deadline; never called from the guard's thread. */
public interface ContainerEngine extends AutoCloseable {
    /** All containers, running or not; absent where the assumed socket does not exist. */
    Sensed<List<Container>> containers();

    /** For people: {@code unix:///var/run/docker.sock}. */
    String describe();

    @Override
    void close();
}
