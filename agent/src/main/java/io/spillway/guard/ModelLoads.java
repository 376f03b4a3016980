package io.spillway.guard;

import static java.util.Objects.requireNonNull;

import io.spillway.act.ActException;
import io.spillway.act.Controls;
import io.spillway.act.ModelControl;
import io.spillway.assess.Level;
import io.spillway.guard.Snapshot.Mode;
import io.spillway.sense.ModelId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Has a model server load a model that an operator asks for: one at a time, and where there is room. */
final class ModelLoads {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private final Guard guard;
    private final Questions questions;
    private final ForcedMeasures forced;
    private final Controls controls;
    private final Executor executor;
    private final AtomicBoolean loading = new AtomicBoolean();

    ModelLoads(Guard guard, Questions questions, ForcedMeasures forced, Controls controls, Executor executor) {
        this.guard = requireNonNull(guard);
        this.questions = requireNonNull(questions);
        this.forced = requireNonNull(forced);
        this.controls = requireNonNull(controls);
        this.executor = requireNonNull(executor);
    }

    /** Answers what was done, for people. */
    String load(String runtime, String model) {
        ModelId id = questions.ask("load " + model, () -> loadable(runtime, model));
        ModelControl control = controls.models().get(id.runtime());
        if (control == null) {
            throw new IllegalStateException(id.runtime() + " cannot be told to load anything");
        }
        if (guard.enforcement().modeWhenActing() == Mode.DRY_RUN) {
            String pretended = "dry run: " + id.name() + " would be loaded";
            questions.ask("load " + model, () -> told(id, pretended));
            return pretended;
        }
        if (!loading.compareAndSet(false, true)) {
            throw new IllegalStateException("a model is being loaded already; ask again when that has ended");
        }
        return Questions.await("load " + model, loaded(control, id), LIMIT.plus(MARGIN));
    }

    private ModelId loadable(String runtime, String model) {
        Level level = forced.requireAssessment().level();
        if (level.isAtLeast(Level.WARNING)) {
            throw new IllegalStateException("there is no room for '" + model + "': the level is " + level);
        }
        return new ModelId(
                new Finder(guard.landscape().inventory()).runtime(runtime).id(), model);
    }

    private CompletableFuture<String> loaded(ModelControl control, ModelId model) {
        var done = new CompletableFuture<String>();
        try {
            executor.execute(() -> {
                try {
                    control.load(model, LIMIT);
                    tell(model, "loaded " + model.name(), () -> done.complete("loaded " + model.name()));
                } catch (ActException | RuntimeException | LinkageError refused) {
                    tell(
                            model,
                            "not loaded: " + refused.getMessage(),
                            () -> done.completeExceptionally(new IllegalStateException(refused.getMessage(), refused)));
                } finally {
                    loading.set(false);
                }
            });
        } catch (RejectedExecutionException full) {
            loading.set(false);
            throw new IllegalStateException("too much is being done at once; ask again later", full);
        }
        return done;
    }

    /** Has it written down on the guard's thread, and then answers; also when nobody is there to write. */
    private void tell(ModelId model, String what, Runnable answer) {
        boolean taken = guard.ask(() -> {
            told(model, what);
            answer.run();
        });
        if (!taken) {
            answer.run();
        }
    }

    private String told(ModelId model, String what) {
        guard.chronicle().operation("load", model.name(), what);
        return what;
    }
}
