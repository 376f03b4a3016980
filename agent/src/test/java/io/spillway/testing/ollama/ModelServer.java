package io.spillway.testing.ollama;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** A model server in the hands of a test: the real one, or the stand-in that must not drift from it. */
public interface ModelServer extends AutoCloseable {
    URI url();

    /** The {@code /proc} that shows the server's processes. */
    Path proc();

    /** PID of the front process. */
    long pid();

    /** PIDs of the runner processes, one for each loaded model. */
    List<Long> runnerPids();

    /** Makes a model; {@code name} without a tag gets {@code :latest}. */
    void create(String name, RandomModel model);

    /** Deletes the model from the disk; what is loaded stays loaded. */
    void delete(String name);

    /** Loads the model and returns when it is there. */
    void load(String name);

    /** Loads it for ever: no keep-alive ends it. */
    void loadForEver(String name);

    /** One short request, answered. */
    void generate(String name);

    /** A long request, which goes on until it is closed. Returns when the server works on it. */
    Request work(String name);

    /** Names of the loaded models. */
    List<String> loaded();

    /** Ends the runner processes from outside; the server does not notice. */
    void killRunners();

    /** Ends the server and its runners. */
    void end();

    @Override
    void close();

    /** A request that goes on. */
    interface Request extends AutoCloseable {
        @Override
        void close();
    }
}
