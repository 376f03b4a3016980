package io.spillway.sense;

import java.util.List;

/** Reads one model server. Every call has its deadline; never called from the guard's thread. */
public interface ModelRuntime extends AutoCloseable {
    RuntimeId id();

    /** The loaded models; absent where nothing listens at an address that is only assumed. */
    Sensed<List<Model>> models();

    /** The models that it could load, as the last look at {@link #models} found them; from memory, any thread. */
    Sensed<List<InstalledModel>> installed();

    /** PIDs of the server's own front process and of its runners: never ended as mere processes. */
    List<Long> ownPids();

    @Override
    void close();
}
