package io.spillway.testing.docker;

import io.spillway.act.ContainerControl;
import io.spillway.sense.ContainerEngine;
import io.spillway.sense.ContainerId;
import java.util.Map;

/** An engine, real or not, and what can be done to it from outside. */
public interface ContainerWorld {
    ContainerEngine engine();

    ContainerControl control();

    ContainerId run(String name, Map<String, String> labels, Behaviour behaviour) throws Exception;

    void remove(ContainerId id) throws Exception;

    int exitCode(ContainerId id) throws Exception;

    /** It accepts connections and answers none. */
    void freeze() throws Exception;

    void thaw() throws Exception;

    void shutDown() throws Exception;

    void bringUp() throws Exception;
}
