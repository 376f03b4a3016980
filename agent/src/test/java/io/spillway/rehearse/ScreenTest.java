package io.spillway.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.assess.Level;
import io.spillway.config.Levels;
import io.spillway.record.Entry.Kind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private static final Sizing SIZING = new Sizing(5_000_000_000L, 3_000_000_000L);

    private final AtomicLong nanos = new AtomicLong();
    private final PlayedGuard guard = new PlayedGuard();
    private final Story story = new Story(nanos::get);

    @Test
    void theLiveScreenFitsEightyByTwentyFour() {
        playUpToEmergency();

        List<String> lines = screen(Ink.NONE).lines(story, "http://127.0.0.1:41234");

        assertThat(lines).hasSizeLessThan(24).allMatch(line -> line.length() <= 80);
        assertThat(lines).containsExactlyElementsOf(Golden.lines("screen.txt", lines));
    }

    @Test
    void coloursChangeNothingButColours() {
        playUpToEmergency();

        List<String> plain = screen(Ink.NONE).lines(story, "");

        assertThat(screen(Ink.ANSI).lines(story, ""))
                .extracting(line -> line.replaceAll("\033\\[[0-9;]*m", ""))
                .isEqualTo(plain);
    }

    @Test
    void theLastScreenTellsWhatBecameOfEverybody() {
        playUpToEmergency();
        story.ended(StepResult.of("from WARNING on: the idle model is unloaded", true));
        story.ended(StepResult.of("at KILL_SWITCH: a service is stopped", true));

        List<String> lines = lastScreen();

        assertThat(lines).allMatch(line -> line.length() <= 80);
        assertThat(lines).containsExactlyElementsOf(Golden.lines("last-screen.txt", lines));
    }

    @Test
    void whatDidNotHappenIsNamed() {
        playUpToEmergency();
        story.ended(StepResult.of("from WARNING on: the idle model is unloaded", true));
        story.ended(StepResult.of("at KILL_SWITCH: a service is stopped", false));

        assertThat(lastScreen())
                .endsWith(
                        "missed: at KILL_SWITCH: a service is stopped",
                        "missed 1 of 2: did other programs take or free much memory? Run it again");
    }

    @Test
    void aShowWithoutAnyStepHasNotPassed() {
        assertThat(lastScreen()).last().asString().startsWith("missed 0 of 0");
    }

    @Test
    void withoutATerminalEveryHappeningIsALineAndMemoryOneASecondAtMost() {
        StringWriter out = new StringWriter();
        Stage stage = Stage.lines(new PrintWriter(out));
        story.begin("A scene");
        for (int beat = 0; beat < 25; beat++) {
            nanos.set(beat * 50_000_000L);
            guard.stands(Level.WARNING, 81);
            if (beat == 10) {
                guard.add(Kind.MEASURE_DONE, "WARNING", "ollama/llama3.2:3b", "unload-model", 180_000_000, 600, "");
            }
            story.observe(guard);
            stage.show(story, "");
        }
        stage.leave();

        assertThat(out.toString().lines())
                .containsExactly(
                        "# A scene",
                        "0:00  WARNING     81.0 % used",
                        "0:00  WARNING     unloaded       llama3.2:3b       freed 172 MiB in 0.6 s",
                        "0:01  WARNING     81.0 % used");
    }

    private Screen screen(Ink ink) {
        return new Screen(SIZING, Levels.DEFAULTS, 72, Glyphs.BLOCKS, ink);
    }

    private List<String> lastScreen() {
        return new FinalScreen(SIZING, Levels.DEFAULTS, Glyphs.BLOCKS, Ink.NONE)
                .lines(
                        story,
                        List.of(
                                new Role("llama3.2:3b", "model, idle"),
                                new Role("runaway", "process, leaking"),
                                new Role("web", "service, priority 20"),
                                new Role("vault", "service, protected")),
                        Map.of("llama3.2:3b", "unloaded", "runaway", "gone", "web", "runs again", "vault", "lived"));
    }

    private void playUpToEmergency() {
        story.begin("And on: at EMERGENCY the pinned model goes too, and the runaway is ended");
        for (Point point : Stories.rise()) {
            nanos.set((long) (point.seconds() * 1e9));
            guard.stands(point.level(), point.usedPercent());
            if (point.seconds() == 46) {
                guard.add(
                        Kind.LEVEL_CHANGED,
                        "WARNING",
                        "NORMAL",
                        "",
                        0,
                        0,
                        "80.4 % of memory is used (2.4 GB of 3.0 GB)");
                guard.add(Kind.MEASURE_DONE, "WARNING", "ollama/llama3.2:3b", "unload-model", 180_000_000, 620, "");
            } else if (point.seconds() == 57) {
                guard.add(Kind.LEVEL_CHANGED, "EMERGENCY", "CRITICAL", "", 0, 0, "95.1 % of memory is used");
                guard.add(Kind.MEASURE_DONE, "EMERGENCY", "runaway[4711]", "kill-process", 1_000_000_000, 90, "");
            } else if (point.seconds() == 60) {
                guard.add(Kind.MEASURE_FAILED, "KILL_SWITCH", "web", "stop-container", 0, 10, "the engine hangs");
                guard.add(Kind.MEASURE_DONE, "KILL_SWITCH", "web", "stop-container", 360_000_000, 1500, "");
            } else if (point.seconds() == 63) {
                guard.add(Kind.RESTORED, "NORMAL", "web", "start-container", 0, 10, "");
            }
            story.observe(guard);
        }
    }
}
