package io.spillway.plan;

import static io.spillway.plan.Planning.passedOver;
import static io.spillway.plan.Planning.plan;
import static io.spillway.plan.Planning.targets;
import static io.spillway.testing.Assessments.normal;
import static io.spillway.testing.Inventories.inventory;
import static io.spillway.testing.Models.model;
import static io.spillway.testing.Policies.policy;
import static io.spillway.testing.Sizes.gib;
import static java.time.Duration.ofSeconds;
import static java.time.Instant.EPOCH;
import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.sense.Model.Activity;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModelPolicyTest {
    @Test
    void unloadsWhatIsIdleForLongerThanKeepAlive() {
        var old = model("old:3b").idleFor(ofSeconds(31)).build();
        var recent = model("recent:3b").idleFor(ofSeconds(30)).build();

        Plan plan = plan(normal(), inventory().with(old, recent), policy().keepAlive(ofSeconds(30)));

        assertThat(targets(plan)).containsExactly("ollama/old:3b");
        assertThat(plan.measures()).allSatisfy(measure -> {
            assertThat(measure.gate()).isEqualTo(Gate.MODEL_POLICY);
            assertThat(measure.reason()).isEqualTo("idle for 31.0 s, longer than keep-alive 30.0 s");
        });
    }

    @Test
    void unloadsAllButTheMostRecentlyUsedWhenTooManyAreLoaded() {
        var first = model("first:3b").idleFor(ofSeconds(5)).build();
        var second = model("second:3b").idleFor(ofSeconds(9)).build();
        var third = model("third:3b").busy().build();

        Plan plan = plan(normal(), inventory().with(first, second, third), policy().maxLoaded(1));

        assertThat(targets(plan)).containsExactly("ollama/second:3b", "ollama/first:3b");
    }

    @Test
    void ofThoseThatAreIdleForEquallyLongTheOneThatExpiresEarlierWasUsedLessRecently() {
        var recent = model("a-recent:3b").holding(gib(9)).expiringAt(EPOCH.plusSeconds(300));
        var old = model("z-old:3b").holding(gib(1)).expiringAt(EPOCH.plusSeconds(299));

        Plan plan = plan(normal(), inventory().with(recent.build(), old.build()), policy().maxLoaded(1));

        assertThat(targets(plan)).containsExactly("ollama/z-old:3b");
    }

    @Test
    void asksABusyModelTooWhenAnotherIsUsedMoreRecently() {
        var one = model("one:3b").busy().build();
        var other = model("other:3b").doing(Activity.LOADING).build();

        Plan plan = plan(normal(), inventory().with(one, other), policy().maxLoaded(1));

        assertThat(targets(plan)).containsExactly("ollama/one:3b");
    }

    @Test
    void unloadsAModelThatIsTooLarge() {
        var large = model("large:7b").parameters(7_600_000_000L).build();

        Plan plan = plan(normal(), inventory().with(large), policy());

        assertThat(targets(plan)).containsExactly("ollama/large:7b");
        assertThat(plan.measures().get(0).reason()).isEqualTo("7.60 B parameters, more than 3.50 B");
    }

    @Test
    void anEssentialModelMayBeAsLargeAsItIs() {
        var large = model("large:7b").parameters(7_600_000_000L).build();

        assertThat(targets(plan(normal(), inventory().with(large), policy().essential("large:7b"))))
                .isEmpty();
    }

    @Test
    void leavesPinnedModelsAloneAndSaysSo() {
        var pinned = model("kept:3b").idleFor(ofSeconds(99)).build();

        Plan plan = plan(
                normal(),
                inventory().with(pinned),
                policy().keepAlive(ofSeconds(30)).pinned("kept:3b"));

        assertThat(targets(plan)).isEmpty();
        assertThat(passedOver(plan, Gate.MODEL_POLICY)).containsExactly("ollama/kept:3b PINNED");
    }

    @Test
    void aPinnedModelDoesNotTakeThePlaceOfTheOneInUse() {
        var pinned = model("kept:3b").idleFor(ofSeconds(99)).build();
        var used = model("used:3b").busy().build();

        Plan plan = plan(
                normal(), inventory().with(pinned, used), policy().maxLoaded(1).pinned("kept:3b"));

        assertThat(targets(plan)).isEmpty();
    }

    @Test
    void doesNotUnloadWhatIsBeingLoaded() {
        var loading = model("loading:7b")
                .parameters(7_600_000_000L)
                .doing(Activity.LOADING)
                .build();

        Plan plan = plan(normal(), inventory().with(loading), policy());

        assertThat(targets(plan)).isEmpty();
        assertThat(passedOver(plan, Gate.MODEL_POLICY)).containsExactly("ollama/loading:7b BUSY");
    }

    @Test
    void whatIsNotKnownIsNotHeldAgainstAModel() {
        var unknown = model("new:3b").idleUnknown().build();
        var nameless = model("own:latest").parametersUnknown().build();

        Plan plan = plan(
                normal(),
                inventory().with(unknown, nameless),
                policy().maxLoaded(1).keepAlive(ofSeconds(30)));

        assertThat(targets(plan)).isEmpty();
        assertThat(passedOver(plan, Gate.MODEL_POLICY))
                .containsExactlyInAnyOrder("ollama/new:3b UNKNOWN", "ollama/own:latest UNKNOWN");
    }

    @Test
    void doesNotAskAgainWhileAModelIsBeingUnloaded() {
        var old = model("old:3b").idleFor(ofSeconds(99)).build();

        Plan plan =
                plan(normal(), inventory().with(old), policy().keepAlive(ofSeconds(30)), Set.of(Target.of(old.id())));

        assertThat(targets(plan)).isEmpty();
        assertThat(passedOver(plan, Gate.MODEL_POLICY)).containsExactly("ollama/old:3b IN_PROGRESS");
    }

    @Test
    void twoNamesOfOneBlobAreOneLoadedModel() {
        var one = model("a:3b").digest("sha256:1").idleFor(ofSeconds(5)).build();
        var other = model("b:3b").digest("sha256:1").idleFor(ofSeconds(9)).build();

        assertThat(targets(plan(normal(), inventory().with(one, other), policy().maxLoaded(1))))
                .isEmpty();
    }

    @Test
    void whatAServerRunsElsewhereIsNotLoadedHere() {
        var cloud = model("huge:cloud")
                .holding(0)
                .parameters(480_000_000_000L)
                .idleFor(ofSeconds(99))
                .build();

        assertThat(targets(plan(normal(), inventory().with(cloud), policy().keepAlive(ofSeconds(30)))))
                .isEmpty();
    }
}
