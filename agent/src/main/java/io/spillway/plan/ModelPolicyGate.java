package io.spillway.plan;

import io.spillway.assess.Figures;
import io.spillway.config.ModelsConfig;
import io.spillway.plan.LoadedModel.Care;
import io.spillway.plan.PassedOver.Why;
import io.spillway.sense.Model.Activity;
import io.spillway.sense.ModelId;
import io.spillway.sense.Sensed;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The model policy, at every level and whatever the deficit: idle for longer than {@code keep-alive}; more loaded than {@code
 * max-loaded}; larger than {@code max-parameters}. Pinned models are excepted from all three, essential ones from the last. What
 * is not known is never held against a model.
 */
final class ModelPolicyGate {
    private final Draft draft;
    private final ModelGates gates;
    private final ModelsConfig config;

    ModelPolicyGate(Draft draft, ModelGates gates, ModelsConfig config) {
        this.draft = draft;
        this.gates = gates;
        this.config = config;
    }

    /** {@code models}: the least recently used first. */
    void open(List<LoadedModel> models) {
        draft.open(Gate.MODEL_POLICY, Target.Kind.MODEL);
        Set<ModelId> stacked = stacked(models);
        for (LoadedModel model : models) {
            Optional<String> reason = fault(model, stacked, models.size());
            if (reason.isPresent()) {
                apply(model, reason.get());
            } else {
                noteWhatIsNotKnown(model, models.size());
            }
        }
    }

    private void apply(LoadedModel model, String reason) {
        if (gates.isOutAlready(model)) {
            return;
        }
        if (model.care() == Care.PINNED) {
            draft.passOver(model.target(), Why.PINNED, () -> reason);
        } else if (model.activity() == Activity.LOADING) {
            draft.passOver(model.target(), Why.BUSY, () -> "it is being loaded; " + reason);
        } else {
            gates.unload(model, Gate.MODEL_POLICY, reason);
        }
    }

    private Optional<String> fault(LoadedModel model, Set<ModelId> stacked, int loaded) {
        if (!model.isBusy()
                && model.idle() instanceof Sensed.Known<Duration> idle
                && idle.value().compareTo(config.keepAlive()) > 0) {
            return Optional.of("idle for " + Figures.seconds(idle.value()) + ", longer than keep-alive "
                    + Figures.seconds(config.keepAlive()));
        }
        if (stacked.contains(model.id())) {
            return Optional.of(loaded + " models are loaded, max-loaded is " + config.maxLoaded()
                    + ", and others were used more recently");
        }
        if (model.care() != Care.ESSENTIAL
                && model.parameters() instanceof Sensed.Known<Long> parameters
                && parameters.value() > config.maxParameters()) {
            return Optional.of(
                    billions(parameters.value()) + " parameters, more than " + billions(config.maxParameters()));
        }
        return Optional.empty();
    }

    /** All but the most recently used, of those of which that is known; a model that may have been used just now is left alone. */
    private Set<ModelId> stacked(List<LoadedModel> models) {
        if (models.size() <= config.maxLoaded()) {
            return Set.of();
        }
        List<LoadedModel> ranked =
                models.stream().filter(ModelPolicyGate::isUseKnown).toList();
        return ranked.subList(0, Math.max(0, ranked.size() - config.maxLoaded())).stream()
                .map(LoadedModel::id)
                .collect(Collectors.toSet());
    }

    private static boolean isUseKnown(LoadedModel model) {
        return model.isBusy() || model.idle().isKnown();
    }

    private void noteWhatIsNotKnown(LoadedModel model, int loaded) {
        if (!isUseKnown(model) && loaded > config.maxLoaded()) {
            draft.passOver(model.target(), Why.UNKNOWN, () -> "when it was used last is not known");
        } else if (!model.parameters().isKnown()) {
            draft.passOver(model.target(), Why.UNKNOWN, () -> "how many parameters it has is not known");
        }
    }

    private static String billions(long parameters) {
        return String.format(Locale.ROOT, "%.2f B", parameters / 1e9);
    }
}
