package io.spillway.mbeans;

import java.util.List;

/**
 * All loaded models of all servers that answer, the installed ones, and the policy for them. Each loaded model has a bean of its own as well, a {@link
 * ModelMXBean}. Where a server does not answer its models are not listed, and {@link #getState()} says so.
 */
@Description("All loaded models, the installed ones, and the policy for them.")
public interface ModelsMXBean {
    /**
     * {@code known} when every server answered; {@code absent} when there is no model server; {@code unknown} when one does not answer,
     * or none has been looked at yet: the list is then not complete.
     */
    @Description("known, absent (no model server) or unknown (some server does not answer: the list is not complete).")
    String getState();

    /** The loaded models, one row each. */
    @Description("The loaded models, one row each; sizes in bytes, idle time in seconds.")
    List<ModelInfo> getModels();

    /**
     * {@code known} when every server has told what is on its disk; {@code absent} when there is no model server; {@code unknown} when
     * one has not told yet: {@link #getInstalled()} is then not complete.
     */
    @Description(
            "known, absent (no model server) or unknown (some server has not told yet: Installed is not complete).")
    String getInstalledState();

    /**
     * The models that {@link #load} may name, one row each, sorted by server and name. Source: {@code /api/tags}, asked once a minute and
     * when a model is loaded that it lacked; while a server does not answer, as it last answered.
     */
    @Description(
            "The models that load may name, one row each, as each server last told; sizes on its disk in bytes, -1 unknown.")
    List<InstalledModelInfo> getInstalled();

    /** How many models are loaded; −1 unless {@link #getState()} is {@code known} or {@code absent}. */
    @Description("How many models are loaded; -1 while some server does not answer.")
    @Unit("models")
    int getCount();

    /** Host memory that all loaded models hold, in bytes, measured; −1 where it is not known of every one. */
    @Description("Host memory that all loaded models hold, measured, in bytes; -1 where it is not known of every one.")
    @Unit("bytes")
    long getHostBytes();

    /** How many models may be loaded at once; the least recently used go first. Source: the configuration. */
    @Description("How many models may be loaded at once.")
    @Unit("models")
    int getMaxLoaded();

    /** A model that is idle for longer is unloaded, in seconds. Source: the configuration. */
    @Description("A model that is idle for longer is unloaded, in seconds.")
    @Unit("seconds")
    double getKeepAliveSeconds();

    /** A model with more parameters is unloaded. Source: the configuration. */
    @Description("A model with more parameters than this is unloaded.")
    @Unit("parameters")
    long getMaxParameters();

    /** The models that stay until EMERGENCY unless they are idle too long, sorted. Source: the configuration. */
    @Description("The models that stay until EMERGENCY unless they are idle too long.")
    List<String> getEssential();

    /** The models that no policy unloads, sorted: of the configuration and pinned since. */
    @Description("The models that no policy unloads: of the configuration and pinned since.")
    List<String> getPinned();

    /**
     * Loads a model, where there is room below WARNING.
     *
     * @param runtime type and address of the server, such as {@code ollama@http://127.0.0.1:11434}
     * @param model its name, such as {@code qwen2.5:3b}
     * @return what happened, for people
     */
    @Description("Loads a model, where there is room below WARNING; answers with what happened.")
    @Impact(Impact.Kind.ACTION_INFO)
    String load(
            @Description("Type and address of the server, such as ollama@http://127.0.0.1:11434.") String runtime,
            @Description("The model's name, such as qwen2.5:3b.") String model);

    /**
     * No policy unloads it any more, until {@link #unpin}; it need not be loaded. At EMERGENCY it goes all the same.
     *
     * @param model its name, such as {@code qwen2.5:3b}
     */
    @Description("No policy unloads it any more, until unpin; at EMERGENCY it goes all the same.")
    @Impact(Impact.Kind.ACTION)
    void pin(@Description("The model's name, such as qwen2.5:3b.") String model);

    /**
     * Undoes {@link #pin}.
     *
     * @param model its name, such as {@code qwen2.5:3b}
     */
    @Description("Undoes pin.")
    @Impact(Impact.Kind.ACTION)
    void unpin(@Description("The model's name, such as qwen2.5:3b.") String model);
}
