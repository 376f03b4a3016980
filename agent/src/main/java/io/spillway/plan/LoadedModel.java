package io.spillway.plan;

import io.spillway.sense.Inventory;
import io.spillway.sense.Model;
import io.spillway.sense.Model.Activity;
import io.spillway.sense.ModelId;
import io.spillway.sense.ProcessRef;
import io.spillway.sense.RuntimeState;
import io.spillway.sense.Sensed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What goes when a model is unloaded: all names of one blob on one server share a runner, a memory and a fate. Pinned if one of
 * the names is, busy if one of them is, idle for as long as the one that was used last. What sorting asks for again and again is
 * worked out once.
 */
final class LoadedModel {
    /** What the operator said of it; in rising order. */
    enum Care {
        NONE,
        ESSENTIAL,
        PINNED
    }

    private static final Comparator<Model> BY_NAME = Comparator.comparing(
                    (Model model) -> model.id().name())
            .thenComparing(model -> model.runner().toString());

    static final Comparator<LoadedModel> BY_ID = Comparator.comparing((LoadedModel model) -> model.server)
            .thenComparing(model -> model.id().name());

    /**
     * Idle before busy, least recently used first, bigger first. Those that were loaded before the first look are idle for equally long;
     * with equal keep-alive the one that expires earlier was used less recently.
     */
    static final Comparator<LoadedModel> LEAST_MISSED_FIRST = Comparator.comparing(LoadedModel::unrest)
            .thenComparing(LoadedModel::idleAtLeast, Comparator.reverseOrder())
            .thenComparing(model -> model.expiry)
            .thenComparing(LoadedModel::hostBytes, Comparator.reverseOrder())
            .thenComparing(BY_ID);

    /** Those that an operator named last. */
    static final Comparator<LoadedModel> LEAST_CARED_FOR_FIRST =
            Comparator.comparing((LoadedModel model) -> model.care).thenComparing(LEAST_MISSED_FIRST);

    static final Comparator<LoadedModel> LEAST_RECENTLY_USED_FIRST = Comparator.comparing(
                    LoadedModel::idleAtLeast, Comparator.reverseOrder())
            .thenComparing(LEAST_MISSED_FIRST);

    private final List<Model> names;
    private final Care care;
    private final List<Long> serverPids;
    private final String server;
    private final Target target;
    private final List<Target> targets;
    private final long hostBytes;
    private final long freeableBytes;
    private final Activity activity;
    private final Sensed<Duration> idle;
    private final Duration idleAtLeast;
    private final Instant expiry;

    /** Of names that share their memory, sorted; the first stands for all. */
    private LoadedModel(List<Model> names, Care care, List<Long> serverPids) {
        this.names = List.copyOf(names);
        this.care = care;
        this.serverPids = List.copyOf(serverPids);
        this.server = id().runtime().toString();
        this.target = Target.of(id());
        this.targets = names.stream().map(name -> Target.of(name.id())).toList();
        this.hostBytes = names.stream().mapToLong(Model::hostBytes).max().orElse(0);
        this.freeableBytes =
                names.stream().mapToLong(Model::freeableBytes).max().orElse(0);
        this.activity = busiest(names);
        this.idle = shortestIdle(names);
        this.expiry = latestExpiry(names);
        this.idleAtLeast = isBusy() ? Duration.ZERO : idle.orElse(Duration.ZERO);
    }

    /** The models that are really here, sorted by server and name. What a server runs elsewhere (cloud) takes no memory at all. */
    static List<LoadedModel> of(Inventory inventory, Policy policy) {
        Set<String> pinned = normalised(policy.pinned());
        Set<String> essential = normalised(policy.models().essential());
        List<LoadedModel> models = new ArrayList<>();
        for (RuntimeState runtime : inventory.runtimes()) {
            for (List<Model> names : byMemory(runtime.models().orElse(List.of()))) {
                models.add(new LoadedModel(names, care(names, pinned, essential), runtime.ownPids()));
            }
        }
        models.sort(BY_ID);
        return models;
    }

    List<Model> names() {
        return names;
    }

    Care care() {
        return care;
    }

    /** Of its server, to tell which container it lives in. */
    List<Long> serverPids() {
        return serverPids;
    }

    ModelId id() {
        return names.get(0).id();
    }

    Target target() {
        return target;
    }

    /** One for each of its names. */
    List<Target> targets() {
        return targets;
    }

    /** Host memory that goes with it. */
    long hostBytes() {
        return hostBytes;
    }

    /** The part of it that becomes available: weights that are mapped from a file were so before. */
    long freeableBytes() {
        return freeableBytes;
    }

    boolean isBusy() {
        return activity == Activity.BUSY || activity == Activity.LOADING;
    }

    /** The busiest of its names'. */
    Activity activity() {
        return activity;
    }

    /** Unknown as soon as one of its names may have been used at any time. */
    Sensed<Duration> idle() {
        return idle;
    }

    /** Zero where that is not known. */
    Duration idleAtLeast() {
        return idleAtLeast;
    }

    Sensed<Long> parameters() {
        return firstKnown(names.stream().map(Model::parameters).toList());
    }

    Sensed<ProcessRef> runner() {
        return firstKnown(names.stream().map(Model::runner).toList());
    }

    private int unrest() {
        return unrestOf(activity);
    }

    private static Activity busiest(List<Model> names) {
        Activity busiest = Activity.IDLE;
        for (Model name : names) {
            if (unrestOf(name.activity()) > unrestOf(busiest)) {
                busiest = name.activity();
            }
        }
        return busiest;
    }

    private static Sensed<Duration> shortestIdle(List<Model> names) {
        Sensed<Duration> shortest = names.get(0).idle();
        for (Model name : names) {
            if (!(name.idle() instanceof Sensed.Known<Duration> known)) {
                return name.idle();
            }
            if (known.value().compareTo(shortest.orElse(Duration.ZERO)) < 0) {
                shortest = known;
            }
        }
        return shortest;
    }

    /** The last of all where one does not expire, or does not say. */
    private static Instant latestExpiry(List<Model> names) {
        Instant latest = Instant.MIN;
        for (Model name : names) {
            Instant expiry = name.expiresAt().orElse(Instant.MAX);
            latest = expiry.isAfter(latest) ? expiry : latest;
        }
        return latest;
    }

    private static int unrestOf(Activity activity) {
        return switch (activity) {
            case IDLE -> 0;
            case UNKNOWN -> 1;
            case BUSY -> 2;
            case LOADING -> 3;
        };
    }

    private static <T> Sensed<T> firstKnown(List<Sensed<T>> values) {
        return values.stream().filter(Sensed::isKnown).findFirst().orElse(values.get(0));
    }

    private static Care care(List<Model> names, Set<String> pinned, Set<String> essential) {
        if (names.stream().anyMatch(model -> pinned.contains(model.id().name()))) {
            return Care.PINNED;
        }
        return names.stream().anyMatch(model -> essential.contains(model.id().name())) ? Care.ESSENTIAL : Care.NONE;
    }

    private static Collection<List<Model>> byMemory(List<Model> models) {
        Map<String, List<Model>> byMemory = new LinkedHashMap<>();
        List<Model> here =
                models.stream().filter(LoadedModel::isHere).sorted(BY_NAME).toList();
        for (Model model : here) {
            String key = model.digest().isEmpty() ? "name " + model.id().name() : model.digest();
            byMemory.computeIfAbsent(key, unused -> new ArrayList<>()).add(model);
        }
        return byMemory.values();
    }

    private static boolean isHere(Model model) {
        return model.sizeBytes() > 0 || model.residentBytes().orElse(0L) > 0;
    }

    /** As model servers list them: a name without a tag means {@code latest}. */
    private static Set<String> normalised(Collection<String> names) {
        Set<String> normalised = new HashSet<>();
        for (String name : names) {
            boolean hasTag = name.indexOf(':', name.lastIndexOf('/') + 1) >= 0;
            normalised.add(hasTag ? name : name + ":latest");
        }
        return normalised;
    }
}
