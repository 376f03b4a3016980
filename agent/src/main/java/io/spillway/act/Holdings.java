package io.spillway.act;

import io.spillway.sense.ContainerId;
import io.spillway.sense.ModelId;
import io.spillway.sense.ProcessRef;
import io.spillway.sense.Sensed;

/** What targets hold and what is available, as last seen; never blocks. */
public interface Holdings {
    /** The process that holds the model. */
    Sensed<ProcessRef> runnerOf(ModelId model);

    /** What the container uses, less reclaimable cache. */
    Sensed<Long> usageOf(ContainerId container);

    /** Available memory of the newest reading; unknown while memory cannot be read. */
    Sensed<Long> availableBytes();
}
