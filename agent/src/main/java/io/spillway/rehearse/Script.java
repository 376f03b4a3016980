package io.spillway.rehearse;

import io.spillway.assess.Level;
import io.spillway.guard.Snapshot;
import io.spillway.sense.Model;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * What happens on the stage, scene by scene: each goes on as soon as what it is to show has come to pass, or its time is over. It moves
 * memory alone; whatever answers it is the guard's doing.
 */
final class Script {
    private static final Duration LONGEST_SCENE = Duration.ofSeconds(60);
    private static final Duration LONGEST_START = Duration.ofSeconds(30);
    private static final Duration LONGEST_LEVELLING = Duration.ofSeconds(15);
    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(5);
    private static final Duration CONVERSATION = Duration.ofMinutes(2);
    private static final double AT_FIRST_PERCENT = 48;
    private static final double NEAR_ENOUGH_PERCENT = 3;
    private static final double SLOWER_FROM_PERCENT = 94;
    private static final double HIGH_ENOUGH_PERCENT = 98.4;
    private static final double FILL_BYTES_PER_SECOND = 1e9;

    private static final List<String> AT_FIRST = List.of(Cast.PINNED_MODEL, Cast.IDLE_MODEL, Cast.BUSY_MODEL);

    private final Cast cast;
    private final Guarding guard;
    private final Sizing sizing;
    private final Tempo tempo;
    private final Story story;
    private final Beat beat;

    Script(Cast cast, Guarding guard, Sizing sizing, Tempo tempo, Story story, Beat beat) {
        this.cast = cast;
        this.guard = guard;
        this.sizing = sizing;
        this.tempo = tempo;
        this.story = story;
        this.beat = beat;
    }

    void play() throws IOException, CutOffException, InterruptedException {
        CompletableFuture<Integer> conversation = setTheStage();
        byPolicy();
        StandIn runaway = cast.startRunaway();
        atWarning(runaway);
        atCritical(runaway, conversation);
        atEmergency(runaway);
        beat.rest(tempo.rest());
        atKillSwitch();
        beat.rest(tempo.rest());
        backToNormal();
        whoLived();
    }

    private CompletableFuture<Integer> setTheStage() throws IOException, CutOffException, InterruptedException {
        story.begin("Setting the stage: services, a model server with three models");
        require(cast::servicesAreUp, "the stand-in services did not get their memory");
        for (String model : AT_FIRST) {
            CompletableFuture<Integer> loading = cast.server().load(model);
            require(() -> isOk(loading), model + " was not loaded by the stand-in server");
        }
        CompletableFuture<Integer> conversation = cast.server().converse(Cast.BUSY_MODEL, CONVERSATION);
        beat.until(
                () -> {
                    levelOut();
                    return isLevel() && everybodyIsSeen();
                },
                LONGEST_LEVELLING);
        require(this::everybodyIsSeen, "the guard does not see all stand-ins");
        return conversation;
    }

    /** The bystander takes up what other programs take or leave meanwhile. */
    private void levelOut() {
        double missing = AT_FIRST_PERCENT - story.usedPercent();
        if (story.last() != null && Math.abs(missing) > NEAR_ENOUGH_PERCENT) {
            holdBystander(
                    cast.bystander().residentBytes() + sizing.part(missing / 100), tempo.hard() * sizing.budgetBytes());
        }
    }

    private boolean isLevel() {
        return story.last() != null && Math.abs(AT_FIRST_PERCENT - story.usedPercent()) <= NEAR_ENOUGH_PERCENT;
    }

    private boolean everybodyIsSeen() {
        Snapshot snapshot = guard.snapshot();
        Set<String> seen = snapshot.inventory().models().stream()
                .filter(Script::isWhole)
                .map(model -> model.id().name())
                .collect(Collectors.toSet());
        // Where other programs took much memory just now, some are gone already.
        return AT_FIRST.stream().allMatch(model -> seen.contains(model) || done(model))
                && snapshot.inventory().containers().isKnown()
                && snapshot.inventory().processes().isKnown();
    }

    private static boolean isWhole(Model model) {
        return model.runner().isKnown() && model.parameters().isKnown();
    }

    private void byPolicy() throws IOException, CutOffException, InterruptedException {
        story.begin("A model of 8 billion parameters is loaded: the policy lets 3.5 billion pass");
        CompletableFuture<Integer> loading = cast.server().load(Cast.LARGE_MODEL);
        require(() -> isOk(loading), Cast.LARGE_MODEL + " was not loaded by the stand-in server");
        boolean unloaded = beat.until(
                () -> {
                    levelOut();
                    return done(Cast.LARGE_MODEL);
                },
                LONGEST_SCENE);
        step("at every level: the model that is too large is unloaded", unloaded);
    }

    private void atWarning(StandIn runaway) throws CutOffException, InterruptedException {
        story.begin("A runaway fills memory: at WARNING the idle model goes");
        boolean unloaded = beat.until(
                () -> {
                    fill(runaway, tempo.climb(story.usedPercent()));
                    return done(Cast.IDLE_MODEL);
                },
                LONGEST_SCENE);
        step("from WARNING on: the idle model is unloaded", unloaded);
    }

    private void atCritical(StandIn runaway, CompletableFuture<Integer> conversation)
            throws CutOffException, InterruptedException {
        story.begin("It goes on: at CRITICAL a busy model goes, after its answer; the pinned stays");
        fill(runaway, tempo.steady());
        beat.until(() -> story.level().isAtLeast(Level.CRITICAL) || done(Cast.BUSY_MODEL), LONGEST_SCENE);
        fill(runaway, tempo.crawl());
        step(
                "from CRITICAL on: the model that is not essential is unloaded, after its answer",
                beat.until(() -> done(Cast.BUSY_MODEL) && isOk(conversation), LONGEST_SCENE));
    }

    private void atEmergency(StandIn runaway) throws CutOffException, InterruptedException {
        story.begin("And on: at EMERGENCY the pinned model goes too, and the runaway is ended");
        fill(runaway, tempo.steady());
        boolean both = beat.until(() -> done(Cast.PINNED_MODEL) && done(Cast.RUNAWAY), LONGEST_SCENE);
        step("from EMERGENCY on: the pinned model is unloaded", both || done(Cast.PINNED_MODEL));
        step("from EMERGENCY on: the runaway is ended", (both || done(Cast.RUNAWAY)) && hasEnded(runaway));
        runaway.close();
    }

    /** The guard sees an end a moment before the parent of the process does. */
    private boolean hasEnded(StandIn process) throws CutOffException, InterruptedException {
        return beat.until(() -> !process.isAlive(), LONGEST_FAREWELL);
    }

    private void atKillSwitch() throws CutOffException, InterruptedException {
        story.begin("A protected process fills memory: at KILL_SWITCH the least service stops");
        boolean stopped = beat.until(
                () -> {
                    if (done(Cast.WEB)) {
                        return true;
                    }
                    growBystander();
                    return false;
                },
                LONGEST_SCENE);
        holdBystander(cast.bystander().residentBytes(), FILL_BYTES_PER_SECOND);
        step("at KILL_SWITCH: the service of the lowest priority is stopped", stopped);
    }

    private void growBystander() {
        double used = story.usedPercent();
        if (used >= HIGH_ENOUGH_PERCENT || story.level() == Level.KILL_SWITCH) {
            holdBystander(cast.bystander().residentBytes(), FILL_BYTES_PER_SECOND);
        } else {
            double rate = used < SLOWER_FROM_PERCENT ? tempo.hard() : tempo.steady() / 2;
            holdBystander(sizing.bystanderLimitBytes(), rate * sizing.budgetBytes());
        }
    }

    private void backToNormal() throws CutOffException, InterruptedException {
        story.begin("It has done its work: back to NORMAL, and what was stopped starts again");
        holdBystander(sizing.bystanderLeastBytes(), FILL_BYTES_PER_SECOND);
        step("after it: the level is NORMAL again", beat.until(() -> story.level() == Level.NORMAL, LONGEST_SCENE));
        step(
                "after it: what was stopped runs again",
                beat.until(() -> story.restored(Cast.WEB) && cast.webRuns() && cast.databaseRuns(), LONGEST_SCENE));
        CompletableFuture<Integer> answer = cast.server().load(Cast.PINNED_MODEL);
        step(
                "after it: the pinned model is loaded again on request",
                beat.until(() -> isOk(answer) && story.isLoaded(Cast.PINNED_MODEL), LONGEST_START));
        beat.until(cast::servicesAreUp, LONGEST_START);
        beat.rest(tempo.rest());
    }

    private void whoLived() {
        story.begin("");
        step("all along: the protected process lived", cast.bystander().isAlive());
        step("all along: the protected service lived", cast.vaultLivedOn());
    }

    private static boolean isOk(CompletableFuture<Integer> answer) {
        return answer.isDone() && !answer.isCompletedExceptionally() && answer.join() == 200;
    }

    private void fill(StandIn runaway, double partsPerSecond) {
        runaway.hold(sizing.runawayLimitBytes(), partsPerSecond * sizing.budgetBytes());
    }

    private void holdBystander(long bytes, double bytesPerSecond) {
        cast.bystander().hold(Math.max(sizing.bystanderLeastBytes(), bytes), bytesPerSecond);
    }

    private boolean done(String target) {
        return story.done(target).isPresent();
    }

    private void step(String what, boolean happened) {
        story.ended(StepResult.of(what, happened));
    }

    private void require(BooleanSupplier condition, String otherwise)
            throws IOException, CutOffException, InterruptedException {
        if (!beat.until(condition, LONGEST_START)) {
            throw new IOException(
                    otherwise + " within " + LONGEST_START.toSeconds() + " s; this machine may be too busy");
        }
    }
}
