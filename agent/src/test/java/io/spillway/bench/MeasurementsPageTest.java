package io.spillway.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasurementsPageTest {
    private static final Budget READING = new Budget("reading", 10.0, "µs", "one reading", "10 µs", "In a loop.");

    @Test
    void aFigureAtItsBudgetMeetsIt() {
        assertThat(MeasurementsPage.verdict(READING, new Measured("reading", 10.0, "")))
                .isEqualTo("met");
    }

    @Test
    void aMissIsShownAsAMiss() {
        String page = page(new Measured("reading", 10.01, "n = 20000, p99 31 µs"));

        assertThat(page).contains("| one reading | 10 µs | 10.0 µs (n = 20000, p99 31 µs) | **MISSED** |");
    }

    @Test
    void whatIsNoNumberMeetsNothing() {
        assertThat(MeasurementsPage.verdict(READING, new Measured("reading", Double.NaN, "")))
                .isEqualTo("**MISSED**");
    }

    @Test
    void whatCouldNotBeMeasuredSaysWhy() {
        assertThat(MeasurementsPage.render(
                        List.of(READING), Measured.parse(List.of("reading\t-\tno dockerd")), List.of()))
                .contains("| one reading | 10 µs |  | not measured: no dockerd |");
    }

    @Test
    void whatTheScriptNeverCameToIsNotTakenForMet() {
        assertThat(MeasurementsPage.render(List.of(READING), Map.of(), List.of()))
                .contains("not measured: the script did not come to it")
                .doesNotContain("| met |");
    }

    @Test
    void aLineWithTooFewColumnsIsRefused() {
        assertThatThrownBy(() -> Budget.parse(List.of("reading\t10"))).hasMessageContaining("not 6 columns");
        assertThatThrownBy(() -> Measured.parse(List.of("reading\t10"))).hasMessageContaining("not 3 columns");
    }

    @Test
    void theBudgetsOfTheScriptCanBeReadAndEachHasAnIdOfItsOwn() throws IOException {
        List<Budget> budgets = Budget.parse(Files.readAllLines(Path.of("../scripts/budgets.tsv")));

        assertThat(budgets)
                .extracting(Budget::id)
                .contains("reading", "signal-huge")
                .doesNotHaveDuplicates();
    }

    private static String page(Measured result) {
        return MeasurementsPage.render(List.of(READING), Map.of("reading", result), List.of("2 cores"));
    }
}
