package io.spillway.rehearse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SizingTest {
    private static final long GB = 1_000_000_000;

    static LongStream everyAvailable() {
        return LongStream.iterate(1_500_000_000, bytes -> bytes < 300 * GB, bytes -> bytes * 5 / 4);
    }

    @ParameterizedTest
    @MethodSource("everyAvailable")
    void takesNoMoreThanTwoFifthsOfWhatIsFreeOrTheLeastThatShowsAnything(long available) throws Exception {
        long budget = Sizing.of(400 * GB, available, Length.FULL).budgetBytes();

        assertThat(budget).isLessThanOrEqualTo(Math.max(900_000_000, available * 2 / 5));
        assertThat(budget).isBetween(900_000_000L, 3 * GB);
        assertThat(budget).isLessThan(available * 7 / 10);
    }

    @ParameterizedTest
    @MethodSource("everyAvailable")
    void theStageLeavesRoomBelowTheForecast(long available) throws Exception {
        Sizing sizing = Sizing.of(400 * GB, available, Length.FULL);

        assertThat(onStage(sizing) + sizing.largeModelBytes()).isLessThan(sizing.part(0.5));
    }

    @ParameterizedTest
    @MethodSource("everyAvailable")
    void stoppingWebAloneBringsTheLevelFromKillSwitchBelowCritical(long available) throws Exception {
        Sizing sizing = Sizing.of(400 * GB, available, Length.FULL);

        assertThat(sizing.webBytes()).isGreaterThan(sizing.part(0.985 - 0.9));
    }

    @ParameterizedTest
    @MethodSource("everyAvailable")
    void noServiceIsLargeEnoughToBeEndedAsAProcess(long available) throws Exception {
        Sizing sizing = Sizing.of(400 * GB, available, Length.FULL);

        assertThat(LongStream.of(sizing.webBytes(), sizing.databaseBytes(), sizing.vaultBytes()))
                .allMatch(bytes -> bytes + 40_000_000 < sizing.minRssBytes());
    }

    @ParameterizedTest
    @MethodSource("everyAvailable")
    void theRunawayIsLargeEnoughWhenItMustBeEnded(long available) throws Exception {
        Sizing sizing = Sizing.of(400 * GB, available, Length.FULL);
        long whenItBegins = sizing.part(0.5);
        long modelsThatGoMeanwhile = sizing.idleModelBytes() + sizing.busyModelBytes();

        long atEmergency = sizing.part(0.95) - whenItBegins + modelsThatGoMeanwhile;

        assertThat(atEmergency).isBetween(2 * sizing.minRssBytes(), sizing.runawayLimitBytes());
    }

    @Test
    void refusesWithTheFiguresWhereTooLittleIsFree() {
        assertThatThrownBy(() -> Sizing.of(16 * GB, 1_400_000_000, Length.FULL))
                .isInstanceOf(TooLittleMemoryException.class)
                .hasMessage("the rehearsal needs 1.4 GiB of free memory, and of 14.9 GiB only 1.3 GiB are available:"
                        + " close something, or run it on a larger machine");
    }

    @ParameterizedTest
    @EnumSource
    void setsAsideWhatTheMachineUses(Length length) throws Exception {
        assertThat(Sizing.of(64 * GB, 24 * GB, length).usedBytes()).isEqualTo(40 * GB);
    }

    private static long onStage(Sizing sizing) {
        return sizing.pinnedModelBytes()
                + sizing.idleModelBytes()
                + sizing.busyModelBytes()
                + sizing.webBytes()
                + sizing.databaseBytes()
                + sizing.vaultBytes()
                + sizing.bystanderLeastBytes();
    }
}
