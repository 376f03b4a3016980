package io.spillway.mbeans;

import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** The names of all beans. The names of targets are quoted, because they may hold a colon, a comma or a slash. */
public final class SpillwayNames {
    /** The domain of every bean of Spillway. */
    public static final String DOMAIN = "spillway";

    /** The guard: {@link GuardMXBean}. */
    public static final ObjectName GUARD = single("Guard");
    /** The thresholds: {@link ThresholdsMXBean}. */
    public static final ObjectName THRESHOLDS = single("Thresholds");
    /** The host's memory: {@link HostMemoryMXBean}. */
    public static final ObjectName HOST_MEMORY = single("HostMemory");
    /** All loaded models: {@link ModelsMXBean}. */
    public static final ObjectName MODELS = single("Models");
    /** All containers: {@link ContainersMXBean}. */
    public static final ObjectName CONTAINERS = single("Containers");
    /** The efficiency targets: {@link TargetsMXBean}. */
    public static final ObjectName TARGETS = single("Targets");
    /** The history: {@link JournalMXBean}. */
    public static final ObjectName JOURNAL = single("Journal");
    /** The flight recording: {@link RecorderMXBean}. */
    public static final ObjectName RECORDER = single("Recorder");
    /** A pattern for everything of Spillway. */
    public static final ObjectName ALL = name(DOMAIN + ":*");
    /** A pattern for the beans of single models. */
    public static final ObjectName ALL_MODELS = name(DOMAIN + ":type=Model,*");
    /** A pattern for the beans of single containers. */
    public static final ObjectName ALL_CONTAINERS = name(DOMAIN + ":type=Container,*");

    private SpillwayNames() {}

    /**
     * The name of one model's bean, a {@link ModelMXBean}.
     *
     * @param runtime type and address of its server, such as {@code ollama@http://127.0.0.1:11434}
     * @param model its name with the tag, such as {@code qwen2.5:3b}
     */
    public static ObjectName model(String runtime, String model) {
        return name(DOMAIN + ":type=Model,runtime=" + ObjectName.quote(runtime) + ",name=" + ObjectName.quote(model));
    }

    /**
     * The name of one container's bean, a {@link ContainerMXBean}.
     *
     * @param container the container's name
     */
    public static ObjectName container(String container) {
        return name(DOMAIN + ":type=Container,name=" + ObjectName.quote(container));
    }

    private static ObjectName single(String type) {
        return name(DOMAIN + ":type=" + type);
    }

    private static ObjectName name(String text) {
        try {
            return new ObjectName(text);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException("not a bean name: " + text, e);
        }
    }
}
