package io.spillway.guard;

import static io.spillway.testing.Models.model;
import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.plan.Target;
import io.spillway.sense.ModelId;
import org.junit.jupiter.api.Test;

class ForcedMeasuresTest {
    private final Rig rig = new Rig();
    private final ForcedMeasures forced = new ForcedMeasures(rig.guard);

    @Test
    void whatWasUnloadedAMomentAgoIsNamedUntilTheInventoryShowsIt() {
        ModelId model = rig.server.load(model("llama3.2:3b").build());
        rig.look();
        rig.pass();
        rig.rise(91);
        assertThat(forced.underWay(taken -> false)).isEqualTo("1 under way already");

        rig.act();
        assertThat(forced.underWay(taken -> false))
                .isEqualTo("ollama/llama3.2:3b: acted on a moment ago; the inventory does not show it yet");
        assertThat(forced.underWay(Target.of(model)::equals)).isEmpty();

        rig.look();
        rig.pass();
        assertThat(forced.underWay(taken -> false)).isEmpty();
    }
}
