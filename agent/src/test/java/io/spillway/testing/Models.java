package io.spillway.testing;

import io.spillway.sense.Model;
import io.spillway.sense.Model.Activity;
import io.spillway.sense.ModelId;
import io.spillway.sense.ProcessRef;
import io.spillway.sense.RuntimeId;
import io.spillway.sense.RuntimeState;
import io.spillway.sense.Sensed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Builds loaded models: {@code Models.model("qwen2.5:3b").holding(gib(2.6)).idleFor(ofSeconds(5)).build()}. */
public final class Models {
    public static final RuntimeId OLLAMA = new RuntimeId("ollama", "http://127.0.0.1:11434");

    private RuntimeId runtime = OLLAMA;
    private final String name;
    private String digest;
    private long sizeBytes = Sizes.gib(2);
    private long gpuBytes;
    private Sensed<Long> residentBytes = new Sensed.Absent<>("not measured");
    private Sensed<Long> anonymousBytes = new Sensed.Absent<>("not measured");
    private Sensed<Long> parameters = known(3_000_000_000L);
    private Sensed<Duration> idle = known(Duration.ofSeconds(10));
    private Sensed<Instant> expiresAt = new Sensed.Absent<>("does not expire");
    private Activity activity = Activity.IDLE;
    private Sensed<ProcessRef> runner = new Sensed.Absent<>("no runner found");

    private Models(String name) {
        this.name = name;
        this.digest = "sha256:" + name;
    }

    public static Models model(String name) {
        return new Models(name);
    }

    public Models on(RuntimeId server) {
        this.runtime = server;
        return this;
    }

    public Models digest(String blob) {
        this.digest = blob;
        return this;
    }

    /** What the server says, all of it in host memory. */
    public Models holding(long bytes) {
        this.sizeBytes = bytes;
        return this;
    }

    public Models onGpu(long bytes) {
        this.gpuBytes = bytes;
        return this;
    }

    public Models resident(long bytes) {
        this.residentBytes = known(bytes);
        return this;
    }

    /** The part of what is resident that is not mapped from the file of its weights. */
    public Models anonymous(long bytes) {
        this.anonymousBytes = known(bytes);
        return this;
    }

    public Models parameters(long count) {
        this.parameters = known(count);
        return this;
    }

    public Models parametersUnknown() {
        this.parameters = new Sensed.Unknown<>("show failed", Instant.EPOCH);
        return this;
    }

    public Models idleFor(Duration time) {
        this.idle = known(time);
        this.activity = Activity.IDLE;
        return this;
    }

    public Models idleUnknown() {
        this.idle = new Sensed.Unknown<>("seen for the first time", Instant.EPOCH);
        this.activity = Activity.UNKNOWN;
        return this;
    }

    public Models expiringAt(Instant instant) {
        this.expiresAt = known(instant);
        return this;
    }

    public Models busy() {
        return doing(Activity.BUSY);
    }

    public Models doing(Activity what) {
        this.activity = what;
        this.idle = what == Activity.IDLE ? idle : known(Duration.ZERO);
        return this;
    }

    public Models runner(long pid) {
        this.runner = known(new ProcessRef(pid, 1));
        return this;
    }

    public Model build() {
        return new Model(
                new ModelId(runtime, name),
                digest,
                sizeBytes,
                gpuBytes,
                residentBytes,
                anonymousBytes,
                parameters,
                "Q4_K_M",
                expiresAt,
                idle,
                activity,
                runner);
    }

    /** One server that holds them. */
    public static RuntimeState ollama(Model... models) {
        return new RuntimeState(OLLAMA, known(List.of(models)), List.of());
    }

    private static <T> Sensed<T> known(T value) {
        return new Sensed.Known<>(value, Instant.EPOCH);
    }
}
