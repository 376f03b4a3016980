package io.spillway.testing;

import io.spillway.act.ActException;
import io.spillway.act.ModelControl;
import io.spillway.act.TargetGoneException;
import io.spillway.sense.InstalledModel;
import io.spillway.sense.Model;
import io.spillway.sense.ModelId;
import io.spillway.sense.ModelRuntime;
import io.spillway.sense.ProcessRef;
import io.spillway.sense.RuntimeId;
import io.spillway.sense.Sensed;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/** A model server in memory, whose runners are processes in memory. Thread-safe. */
public final class FakeRuntime implements ModelRuntime, ModelControl {
    private final RuntimeId id;
    private final InstantSource clock;
    private final FakeProcesses processes;
    private final Map<ModelId, Model> loaded = new LinkedHashMap<>();
    private final List<String> asked = new ArrayList<>();
    private Supplier<? extends Exception> unwilling = () -> new IllegalStateException("nothing is wrong");
    private boolean isUnwilling;
    private String fault = "";
    private CountDownLatch hanging = new CountDownLatch(0);

    public FakeRuntime(RuntimeId id, FakeProcesses processes, InstantSource clock) {
        this.id = id;
        this.processes = processes;
        this.clock = clock;
    }

    public synchronized ModelId load(Model model) {
        loaded.put(model.id(), model);
        return model.id();
    }

    /** From now on every change ends so: an {@link ActException} or a runtime exception. */
    public synchronized void refuseWith(Supplier<? extends Exception> exception) {
        unwilling = exception;
        isUnwilling = true;
    }

    public synchronized void becomeWilling() {
        isUnwilling = false;
    }

    /** From now on reading throws, as no adapter should; empty ends it. */
    public synchronized void fail(String reason) {
        fault = reason;
    }

    /** From now on reading hangs, until {@link #goOn}. */
    public synchronized void hang() {
        hanging = new CountDownLatch(1);
    }

    public synchronized void goOn() {
        hanging.countDown();
    }

    /** {@code unload qwen2.5:3b}, in order. */
    public synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    private synchronized CountDownLatch hanging() {
        return hanging;
    }

    @Override
    public RuntimeId id() {
        return id;
    }

    @Override
    public Sensed<List<Model>> models() {
        try {
            hanging().await();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
        return seen();
    }

    private synchronized Sensed<List<Model>> seen() {
        if (!fault.isEmpty()) {
            throw new IllegalStateException(fault);
        }
        return new Sensed.Known<>(List.copyOf(loaded.values()), clock.instant());
    }

    @Override
    public Sensed<List<InstalledModel>> installed() {
        return new Sensed.Known<>(List.of(), clock.instant());
    }

    @Override
    public List<Long> ownPids() {
        return List.of();
    }

    @Override
    public synchronized void unload(ModelId model, Duration patience) throws ActException {
        asked.add("unload " + model.name());
        requireWilling();
        Model gone = loaded.remove(model);
        if (gone == null) {
            throw new TargetGoneException(model + " is not loaded");
        }
        if (gone.runner() instanceof Sensed.Known<ProcessRef> runner) {
            processes.exit(runner.value());
        }
    }

    @Override
    public synchronized void load(ModelId model, Duration patience) throws ActException {
        asked.add("load " + model.name());
        requireWilling();
        loaded.put(model, Models.model(model.name()).on(id).build());
    }

    private void requireWilling() throws ActException {
        if (!isUnwilling) {
            return;
        }
        Exception exception = unwilling.get();
        if (exception instanceof ActException refusal) {
            throw refusal;
        }
        throw (RuntimeException) exception;
    }

    @Override
    public void close() {
        goOn();
    }
}
