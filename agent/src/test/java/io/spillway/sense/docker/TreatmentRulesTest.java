package io.spillway.sense.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.config.ContainerLimits;
import io.spillway.config.ContainerLimits.Care;
import io.spillway.sense.Container.State;
import io.spillway.sense.ContainerId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TreatmentRulesTest {
    private static final String SERVICE = "com.docker.compose.service";

    private final List<String> told = new ArrayList<>();
    private final TreatmentRules rules = new TreatmentRules(
            Map.of(
                    "db", configured(80, Care.PROTECTED),
                    "shop_db_2", configured(30, Care.NONE),
                    "cache", configured(60, Care.STATEFUL)),
            told::add);

    @Test
    void withoutLabelAndConfigurationItIsTheDefault() {
        assertThat(rules.treat(container("x", Map.of()))).isEqualTo(new Treatment(50, Care.NONE));
    }

    @Test
    void theConfigurationNamesTheContainerOrItsService() {
        assertThat(rules.treat(container("db", Map.of()))).isEqualTo(new Treatment(80, Care.PROTECTED));
        assertThat(rules.treat(container("shop_db_1", Map.of(SERVICE, "db"))))
                .isEqualTo(new Treatment(80, Care.PROTECTED));
    }

    @Test
    void theContainersNameGoesBeforeItsService() {
        assertThat(rules.treat(container("shop_db_2", Map.of(SERVICE, "db")))).isEqualTo(new Treatment(30, Care.NONE));
    }

    @Test
    void aPartOfANameIsNoName() {
        assertThat(rules.treat(container("mydb", Map.of()))).isEqualTo(new Treatment(50, Care.NONE));
    }

    @ParameterizedTest
    @CsvSource({
        "db,    spillway.protect,  false, NONE",
        "cache, spillway.protect,  false, STATEFUL",
        "cache, spillway.protect,  TRUE,  PROTECTED",
        "cache, spillway.stateful, false, NONE",
        "db,    spillway.stateful, true,  PROTECTED",
        "other, spillway.stateful, true,  STATEFUL",
        "other, spillway.protect,  true,  PROTECTED",
        "db,    spillway.protect,  maybe, PROTECTED",
        "other, spillway.protect,  '',    NONE"
    })
    void aLabelGoesBeforeTheConfiguration(String name, String label, String value, Care care) {
        assertThat(rules.treat(container(name, Map.of(label, value))).care()).isEqualTo(care);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "101", "high", "", "1.5", "99999999999"})
    void aBadPriorityIsIgnored(String label) {
        assertThat(rules.treat(container("db", Map.of("spillway.priority", label)))
                        .priority())
                .isEqualTo(80);
    }

    @Test
    void aBadLabelIsToldOnce() {
        var container = container("db", Map.of("spillway.priority", "high", "spillway.protect", "maybe"));

        rules.treat(container);
        rules.treat(container);

        assertThat(told)
                .containsExactlyInAnyOrder(
                        "label spillway.priority of container db is ignored: it must be a whole number from 0 to 100, but it is \"high\"",
                        "label spillway.protect of container db is ignored: it must be true or false, but it is \"maybe\"");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "100, 100", "' 7 ', 7"})
    void aGoodPriorityHolds(String label, int priority) {
        assertThat(rules.treat(container("db", Map.of("spillway.priority", label)))
                        .priority())
                .isEqualTo(priority);
    }

    private static ContainerLimits configured(int priority, Care care) {
        return new ContainerLimits(0, 0, 0, 0, priority, care);
    }

    private static ListedContainer container(String name, Map<String, String> labels) {
        return new ListedContainer(new ContainerId(name), name, State.RUNNING, "Up 1 second", labels);
    }
}
