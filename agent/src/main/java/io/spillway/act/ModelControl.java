package io.spillway.act;

import io.spillway.sense.ModelId;
import java.time.Duration;

/** Changes what a model server holds. Every call has its deadline; never called from the guard's thread. */
public interface ModelControl {
    /**
     * Asks for the model to be unloaded and waits until the server does not list it any more.
     *
     * @throws TargetGoneException it was not loaded
     * @throws UnsettledException it has not gone within {@code patience}: busy, or the server does not answer
     * @throws ChangeRefusedException the server refused
     */
    void unload(ModelId model, Duration patience) throws ActException;

    /**
     * Loads the model and waits until it is there.
     *
     * @throws ChangeRefusedException the server refused
     * @throws UnsettledException it is not there within {@code patience}
     */
    void load(ModelId model, Duration patience) throws ActException;
}
