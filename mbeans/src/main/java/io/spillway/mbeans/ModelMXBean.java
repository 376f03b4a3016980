package io.spillway.mbeans;

/**
 * One loaded model; the bean goes when the model is unloaded. While its server does not answer the bean stays: its state is UNKNOWN, and
 * what moves is −1 or NaN.
 */
@Description("One loaded model.")
public interface ModelMXBean {
    /** Type and address of its server, such as {@code ollama@http://127.0.0.1:11434}. */
    @Description("Type and address of its server.")
    String getRuntime();

    /** Its name with the tag, such as {@code qwen2.5:3b}. */
    @Description("Its name with the tag.")
    String getName();

    /** IDLE, BUSY or LOADING; UNKNOWN where the server does not say or does not answer; GONE once it is unloaded. */
    @Description(
            "IDLE, BUSY or LOADING; UNKNOWN where the server does not say or does not answer; GONE once it is unloaded.")
    String getState();

    /** What the server says that it takes in all, a GPU's own memory included, in bytes; as last seen. Source: {@code /api/ps}. */
    @Description("What the server says that it takes in all, a GPU's own memory included, in bytes; as last seen.")
    @Unit("bytes")
    long getSizeBytes();

    /** Host memory that its runner process holds, in bytes, measured; −1 where it is not known. Source: {@code statm} of the runner. */
    @Description("Host memory that its runner process holds, measured, in bytes; -1 where it is not known.")
    @Unit("bytes")
    long getHostBytes();

    /** Number of parameters; −1 where the server does not say. Source: {@code /api/show}. */
    @Description("Number of parameters; -1 where the server does not say.")
    @Unit("parameters")
    long getParameters();

    /** Such as {@code Q4_K_M}; empty where the server does not say. */
    @Description("How its weights are quantized, such as Q4_K_M; empty where the server does not say.")
    String getQuantizationLevel();

    /** For how long no request has been seen, in seconds; NaN where that is unknown. Source: the movement of its expiry. */
    @Description("For how long no request has been seen, in seconds; NaN where that is unknown.")
    @Unit("seconds")
    double getIdleSeconds();

    /** When the server would unload it by itself, in milliseconds since the epoch; −1 where that is unknown. */
    @Description(
            "When the server would unload it by itself, in milliseconds since the epoch; -1 where that is unknown.")
    @Unit("milliseconds since the epoch")
    long getExpiresAt();

    /** Whether no policy unloads it. */
    @Description("Whether no policy unloads it.")
    boolean isPinned();

    /** Whether it stays until EMERGENCY unless it is idle too long. */
    @Description("Whether it stays until EMERGENCY unless it is idle too long.")
    boolean isEssential();

    /** Unloads it, whatever the level. A busy one finishes its requests first. */
    @Description("Unloads it, whatever the level; a busy one finishes its requests first.")
    @Impact(Impact.Kind.ACTION_INFO)
    OutcomeInfo unload();

    /** No policy unloads it any more, until {@link #unpin}. */
    @Description("No policy unloads it any more, until unpin; at EMERGENCY it goes all the same.")
    @Impact(Impact.Kind.ACTION)
    void pin();

    /** Undoes {@link #pin}. */
    @Description("Undoes pin.")
    @Impact(Impact.Kind.ACTION)
    void unpin();
}
