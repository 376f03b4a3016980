package io.spillway.act;

import static io.spillway.testing.Containers.container;
import static io.spillway.testing.Models.OLLAMA;
import static io.spillway.testing.Models.model;
import static io.spillway.testing.Processes.process;
import static io.spillway.testing.Sizes.gib;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spillway.act.Outcome.Doer;
import io.spillway.act.Outcome.Done;
import io.spillway.act.Outcome.Failed;
import io.spillway.act.Outcome.Unsettled;
import io.spillway.config.ContainerLimits.Care;
import io.spillway.plan.Gate;
import io.spillway.plan.Measure;
import io.spillway.sense.ContainerId;
import io.spillway.sense.ModelId;
import io.spillway.sense.ProcessRef;
import io.spillway.sense.Sensed;
import io.spillway.testing.FakeHost;
import io.spillway.testing.FakeProcesses;
import io.spillway.testing.FakeRuntime;
import io.spillway.testing.ManualClock;
import io.spillway.testing.ManualExecutor;
import io.spillway.testing.docker.FakeContainerEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ActorTest {
    private static final Duration TWO_SECONDS = Duration.ofSeconds(2);

    private final ManualClock clock = new ManualClock();
    private final FakeHost host = new FakeHost(96);
    private final FakeProcesses processes = new FakeProcesses(host, clock);
    private final FakeRuntime server = new FakeRuntime(OLLAMA, processes, clock);
    private final FakeContainerEngine engine = new FakeContainerEngine(clock);
    private final ManualExecutor models = new ManualExecutor();
    private final ManualExecutor forced = new ManualExecutor();
    private final ManualExecutor containers = new ManualExecutor();
    private final ManualExecutor ends = new ManualExecutor();
    private final List<Outcome> outcomes = new ArrayList<>();
    private Sensed<ProcessRef> runner = new Sensed.Absent<>("no runner found");
    private Sensed<Long> usage = new Sensed.Absent<>("not measured");
    private Sensed<Long> available = known(gib(1));

    private final Actor actor = new Actor(
            new Controls(Map.of(OLLAMA, server), engine, processes),
            new Holdings() {
                @Override
                public Sensed<ProcessRef> runnerOf(ModelId model) {
                    return runner;
                }

                @Override
                public Sensed<Long> usageOf(ContainerId container) {
                    return usage;
                }

                @Override
                public Sensed<Long> availableBytes() {
                    return available;
                }
            },
            new Lanes(models, forced, containers, ends),
            (condition, limit) -> {
                if (!condition.getAsBoolean()) {
                    clock.advance(limit);
                }
                return condition.getAsBoolean();
            },
            clock,
            outcomes::add);

    @Test
    void forceDoesNotWaitBehindModelsThatAreOnlyAsked() {
        ProcessRef process = processes.run(process("ollama", 4711).build());
        ModelId qwen = server.load(model("qwen2.5:3b").build());
        models.fill();

        actor.begin(force(qwen, known(process), TWO_SECONDS));

        assertThat(forced.waiting()).isEqualTo(1);
    }

    @Test
    void knowsEveryKindOfMeasure() {
        ProcessRef hog = processes.run(process("hog", 4711).build());
        ModelId qwen = server.load(model("qwen2.5:3b").build());
        ModelId llama = server.load(model("llama3.2:3b").build());
        ContainerId redis = engine.run("redis", gib(1), 10, Care.NONE);
        ContainerId chroma = engine.run("chroma", gib(1), 10, Care.NONE);
        engine.exit(chroma);
        List<Measure> all = List.of(
                kill(hog, TWO_SECONDS), unload(qwen), force(llama, runner, TWO_SECONDS), stop(redis), start(chroma));
        Set<Class<?>> kinds = new HashSet<>();
        all.forEach(measure -> kinds.add(measure.getClass()));

        all.forEach(actor::begin);
        finish();

        assertThat(kinds).containsExactlyInAnyOrder(Measure.class.getPermittedSubclasses());
        assertThat(outcomes).hasSize(all.size()).allSatisfy(outcome -> assertThat(outcome)
                .isInstanceOf(Done.class));
        assertThat(outcomes).extracting(Outcome::measure).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void aProgramThatHeedsTermIsNotKilled() {
        ProcessRef hog = processes.run(process("hog", 4711).holding(gib(3)).build());

        actor.begin(kill(hog, TWO_SECONDS));

        assertThat(processes.signals()).as("sent on the caller's thread").containsExactly("TERM 4711");
        assertThat(outcomes).isEmpty();
        finish();
        assertThat(processes.signals()).containsExactly("TERM 4711");
        assertThat(onlyDone().freedBytes()).isEqualTo(gib(3));
        assertThat(onlyDone().detail()).isEqualTo("ended on TERM");
        assertThat(onlyDone().doer()).isEqualTo(Doer.MEASURE);
    }

    @Test
    void aProgramThatDoesNotHeedTermIsKilledAfterItsPatience() {
        ProcessRef hog = processes.run(process("hog", 4711).holding(gib(3)).build());
        processes.makeDeafToTerm(hog);

        actor.begin(kill(hog, TWO_SECONDS));
        finish();

        assertThat(processes.signals()).containsExactly("TERM 4711", "KILL 4711");
        assertThat(onlyDone().took()).isEqualTo(TWO_SECONDS);
        assertThat(onlyDone().freedBytes()).isEqualTo(gib(3));
        assertThat(onlyDone().detail()).isEqualTo("ended on KILL");
    }

    @Test
    void withoutPatienceItIsKilledAtOnceOnTheCallersThread() {
        ProcessRef hog = processes.run(process("hog", 4711).build());

        actor.begin(kill(hog, Duration.ZERO));

        assertThat(processes.signals()).containsExactly("KILL 4711");
        assertThat(processes.isAlive(hog)).isFalse();
    }

    @Test
    void whatNotEvenKillEndsHasFailed() {
        ProcessRef hog = processes.run(process("hog", 4711).build());
        processes.makeUndying(hog);

        actor.begin(kill(hog, Duration.ZERO));
        finish();

        assertThat(only(Failed.class).detail()).contains("sent KILL", "not ended within 15 s");
    }

    @Test
    void aProcessThatHadEndedIsNothingLeftToDo() {
        actor.begin(kill(new ProcessRef(4711, 1), TWO_SECONDS));

        assertThat(onlyDone().doer()).isEqualTo(Doer.OTHERS);
        assertThat(onlyDone().freedBytes()).isZero();
        assertThat(ends.waiting()).isZero();
    }

    @Test
    void aProcessThatMayNotBeSignalledHasFailed() {
        ProcessRef others = processes.run(process("others", 4711).build());
        processes.makeUntouchable(others);

        actor.begin(kill(others, TWO_SECONDS));

        assertThat(only(Failed.class).detail()).contains("does not let this user signal it");
    }

    @Test
    void whatAProcessHeldIsNotClaimedWhereItCannotBeRead() {
        ProcessRef hog = processes.run(process("hog", 4711).holding(gib(3)).build());
        processes.makeUnreadable(hog);

        actor.begin(kill(hog, TWO_SECONDS));
        available = known(gib(4));
        finish();

        assertThat(onlyDone().freedBytes()).isZero();
        assertThat(onlyDone().availableChangeBytes()).isEqualTo(gib(3));
    }

    @Test
    void aControlThatThrowsEndsAsAFailure() {
        ProcessRef hog = processes.run(process("hog", 4711).build());
        processes.failSignals("broken");

        actor.begin(kill(hog, TWO_SECONDS));

        assertThat(only(Failed.class).detail()).contains("broken");
    }

    @Test
    void aSignalThatNobodyHasRoomToFollowIsUnsettled() {
        ProcessRef hog = processes.run(process("hog", 4711).build());
        processes.makeDeafToTerm(hog);
        ends.fill();

        actor.begin(kill(hog, TWO_SECONDS));

        assertThat(only(Unsettled.class).detail()).contains("it was signalled");
    }

    @Test
    void aLaneThatIsFullIsAFailureAndTheOthersGoOn() {
        models.fill();
        ContainerId redis = engine.run("redis", gib(1), 10, Care.NONE);

        actor.begin(unload(server.load(model("qwen2.5:3b").build())));
        actor.begin(stop(redis));
        finish();

        assertThat(outcomes).hasSize(2);
        assertThat(outcomes.get(0)).isInstanceOf(Failed.class);
        assertThat(outcomes.get(1)).isInstanceOf(Done.class);
    }

    @Test
    void anUnloadFreesWhatItsRunnerHeld() {
        runner = known(processes.run(process("runner", 500).holding(gib(2)).build()));
        ModelId qwen = server.load(model("qwen2.5:3b").runner(500).build());

        actor.begin(unload(qwen));
        finish();

        assertThat(onlyDone().freedBytes()).isEqualTo(gib(2));
    }

    @Test
    void anUnloadWhoseRunnerLivesOnFreesNothing() {
        runner = known(processes.run(process("runner", 500).holding(gib(2)).build()));
        ModelId qwen = server.load(model("qwen2.5:3b").build());

        actor.begin(unload(qwen));
        finish();

        assertThat(onlyDone().freedBytes()).isZero();
        assertThat(onlyDone().detail()).contains("its runner lives on");
    }

    @Test
    void anUnloadWhoseRunnerIsUnknownClaimsNothing() {
        ModelId qwen = server.load(model("qwen2.5:3b").build());

        actor.begin(unload(qwen));
        available = known(gib(9));
        finish();

        assertThat(onlyDone().freedBytes()).isZero();
        assertThat(onlyDone().availableChangeBytes()).isEqualTo(gib(8));
        assertThat(onlyDone().detail()).contains("was not measured");
    }

    @Test
    void aHostWhoseMemoryIsUnknownHasNotChanged() {
        available = new Sensed.Unknown<>("cannot be read", clock.instant());
        ModelId qwen = server.load(model("qwen2.5:3b").build());

        actor.begin(unload(qwen));
        available = known(gib(9));
        finish();

        assertThat(onlyDone().availableChangeBytes()).isZero();
    }

    @Test
    void byForceTheServerIsAskedFirst() {
        ProcessRef process =
                processes.run(process("runner", 500).holding(gib(2)).build());
        ModelId qwen = server.load(model("qwen2.5:3b").runner(500).build());

        actor.begin(force(qwen, known(process), TWO_SECONDS));
        finish();

        assertThat(processes.signals()).isEmpty();
        assertThat(onlyDone().freedBytes()).isEqualTo(gib(2));
        assertThat(onlyDone().detail()).isEqualTo("unloaded when asked");
    }

    @Test
    void byForceTheRunnerIsEndedWhenTheServerDoesNotUnloadInTimeAndTheServerIsTidiedUp() {
        ProcessRef process =
                processes.run(process("runner", 500).holding(gib(2)).build());
        ModelId qwen = server.load(model("qwen2.5:3b").build());
        server.refuseWith(() -> {
            server.becomeWilling();
            return new UnsettledException("busy");
        });

        actor.begin(force(qwen, known(process), TWO_SECONDS));
        finish();

        assertThat(processes.signals()).containsExactly("KILL 500");
        assertThat(server.asked()).containsExactly("unload qwen2.5:3b", "unload qwen2.5:3b");
        assertThat(onlyDone().freedBytes()).isEqualTo(gib(2));
        assertThat(onlyDone().detail()).isEqualTo("runner 500 ended by force (busy)");
    }

    @Test
    void aServerThatCannotBeTidiedUpIsSaidSo() {
        ProcessRef process = processes.run(process("runner", 500).build());
        ModelId qwen = server.load(model("qwen2.5:3b").build());
        server.refuseWith(() -> new EngineUnavailableException("nobody listens"));

        actor.begin(force(qwen, known(process), TWO_SECONDS));
        finish();

        assertThat(onlyDone().detail()).contains("nobody listens", "may list it for a while");
    }

    @Test
    void aRunnerThatThePlanLeavesOutIsNotEndedByForce() {
        runner = known(processes.run(process("runner", 500).build()));
        ModelId qwen = server.load(model("qwen2.5:3b").build());
        server.refuseWith(() -> new UnsettledException("busy"));

        actor.begin(force(qwen, new Sensed.Absent<>("it lives in a protected container"), TWO_SECONDS));
        finish();

        assertThat(processes.signals()).isEmpty();
        assertThat(only(Unsettled.class).detail()).contains("busy", "it lives in a protected container");
    }

    @Test
    void aRunnerThatMayNotBeSignalledIsNotWaitedFor() {
        ProcessRef process = processes.run(process("runner", 500).build());
        processes.makeUntouchable(process);
        ModelId qwen = server.load(model("qwen2.5:3b").build());
        server.refuseWith(() -> new ChangeRefusedException("no"));

        actor.begin(force(qwen, known(process), TWO_SECONDS));
        finish();

        assertThat(only(Failed.class).detail()).contains("does not let this user end runner 500", "no");
        assertThat(only(Failed.class).took()).isZero();
    }

    @Test
    void anUndyingRunnerIsAFailure() {
        ProcessRef process = processes.run(process("runner", 500).build());
        processes.makeUndying(process);
        ModelId qwen = server.load(model("qwen2.5:3b").build());
        server.refuseWith(() -> new UnsettledException("busy"));

        actor.begin(force(qwen, known(process), TWO_SECONDS));
        finish();

        assertThat(only(Failed.class).detail()).contains("has not ended", "busy");
    }

    @Test
    void aStoppedContainerFreesWhatItUsed() {
        usage = known(gib(1.5));

        actor.begin(stop(engine.run("redis", gib(1.5), 10, Care.NONE)));
        finish();

        assertThat(onlyDone().freedBytes()).isEqualTo(gib(1.5));
    }

    @Test
    void aStoppedContainerOfUnknownUseClaimsNothing() {
        actor.begin(stop(engine.run("redis", gib(1.5), 10, Care.NONE)));
        finish();

        assertThat(onlyDone().freedBytes()).isZero();
        assertThat(onlyDone().detail()).contains("was not measured");
    }

    @Test
    void aContainerThatDidNotRunIsNothingLeftToDo() {
        usage = known(gib(1.5));
        ContainerId redis = engine.run("redis", gib(1.5), 10, Care.NONE);
        engine.exit(redis);

        actor.begin(stop(redis));
        finish();

        assertThat(onlyDone().doer()).isEqualTo(Doer.OTHERS);
        assertThat(onlyDone().freedBytes()).isZero();
    }

    @Test
    void everyFailureOfAPortBecomesItsOutcome() {
        ModelId qwen = server.load(model("qwen2.5:3b").build());
        server.refuseWith(() -> new UnsettledException("no answer in time"));
        actor.begin(unload(qwen));
        finish();
        server.refuseWith(() -> new ChangeRefusedException("not this one"));
        actor.begin(unload(qwen));
        finish();
        server.refuseWith(() -> new EngineUnavailableException("nobody listens"));
        actor.begin(unload(qwen));
        finish();
        server.refuseWith(() -> new TargetGoneException("never heard of it"));
        actor.begin(unload(qwen));
        finish();
        server.refuseWith(() -> new IllegalStateException("a bug"));
        actor.begin(unload(qwen));
        finish();

        assertThat(outcomes).hasSize(5);
        assertThat(outcomes.get(0)).isInstanceOf(Unsettled.class);
        assertThat(outcomes.get(1)).isInstanceOf(Failed.class);
        assertThat(outcomes.get(2)).isInstanceOf(Failed.class);
        assertThat(outcomes.get(3)).isInstanceOfSatisfying(Done.class, done -> assertThat(done.doer())
                .isEqualTo(Doer.OTHERS));
        assertThat(outcomes.get(4)).isInstanceOf(Failed.class);
        assertThat(outcomes)
                .extracting(Outcome::detail)
                .containsExactly(
                        "no answer in time",
                        "not this one",
                        "nobody listens",
                        "it was gone already",
                        "fault: java.lang.IllegalStateException: a bug");
    }

    @Test
    void alsoAnErrorLeavesAnOutcomeBehind() {
        ModelId qwen = server.load(model("qwen2.5:3b").build());
        server.refuseWith(() -> {
            throw new NoClassDefFoundError("okhttp3/Call");
        });
        actor.begin(unload(qwen));
        finish();
        server.refuseWith(() -> {
            throw new StackOverflowError();
        });
        actor.begin(unload(qwen));

        assertThatThrownBy(this::finish).isInstanceOf(StackOverflowError.class);

        assertThat(outcomes).hasSize(2);
        assertThat(outcomes.get(0)).isInstanceOf(Failed.class);
        assertThat(outcomes.get(1)).isInstanceOf(Unsettled.class);
    }

    @Test
    void aServerThatIsNotConfiguredIsAFailure() {
        var elsewhere = new io.spillway.sense.RuntimeId("llama.cpp", "http://127.0.0.1:8080");

        actor.begin(unload(new ModelId(elsewhere, "qwen2.5:3b")));
        finish();

        assertThat(only(Failed.class).detail()).contains("llama.cpp@http://127.0.0.1:8080", "not configured");
    }

    private void finish() {
        models.runAll();
        forced.runAll();
        containers.runAll();
        ends.runAll();
    }

    private <T extends Outcome> T only(Class<T> kind) {
        assertThat(outcomes).singleElement().isInstanceOf(kind);
        return kind.cast(outcomes.get(0));
    }

    private Done onlyDone() {
        return only(Done.class);
    }

    private <T> Sensed<T> known(T value) {
        return new Sensed.Known<>(value, clock.instant());
    }

    private static Measure kill(ProcessRef process, Duration patience) {
        return new Measure.KillProcess(
                process, "hog", patience, gib(3), TWO_SECONDS, Gate.KILL_PROCESSES, "nothing protects it");
    }

    private static Measure unload(ModelId model) {
        return new Measure.UnloadModel(model, gib(2), TWO_SECONDS, Gate.UNLOAD_IDLE, "idle");
    }

    private static Measure force(ModelId model, Sensed<ProcessRef> runner, Duration patience) {
        return new Measure.ForceUnloadModel(
                model, runner, patience, gib(2), TWO_SECONDS, Gate.FORCE_UNLOAD, "every model goes");
    }

    private static Measure stop(ContainerId id) {
        return new Measure.StopContainer(
                id, "redis", TWO_SECONDS, gib(1), TWO_SECONDS, Gate.STOP_CONTAINERS, "priority 10");
    }

    private static Measure start(ContainerId id) {
        return new Measure.StartContainer(id, container("chroma").build().name(), gib(1), TWO_SECONDS, "owed");
    }
}
