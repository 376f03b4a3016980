package io.spillway.rehearse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.spillway.assess.Figures;
import io.spillway.config.Levels;
import io.spillway.config.SpillwayConfig;
import io.spillway.sense.HostProbe;
import io.spillway.sense.MemorySample;
import io.spillway.sense.Ticker;
import io.spillway.sense.cgroup.CgroupHostProbe;
import io.spillway.sense.procfs.ProcfsHostProbe;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The show from beginning to end: sizes it, starts everybody, plays, sums up, and leaves nothing behind. */
public final class Rehearsal {
    /** Everything happened. */
    public static final int PASSED = 0;

    /** Something did not. */
    public static final int MISSED = 1;

    /** Ended by a signal, as a shell says it of Ctrl-C. */
    public static final int CUT_OFF = 130;

    private static final long LONGEST_FAREWELL_SECONDS = 20;
    private static final Path PROC = Path.of("/proc");
    private static final Path SYS_FS_CGROUP = Path.of("/sys/fs/cgroup");

    private final Guarding.Start guards;
    private final Clock clock;
    private final View view;
    private final Places places;
    private final CountDownLatch cut = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);

    /**
     * What is wanted.
     *
     * @param capture the file that gets the last screen as text
     */
    public record Wishes(Length length, @Nullable Path capture) {
        public Wishes {
            requireNonNull(length, "length");
        }
    }

    /** Both kinds of time. */
    public record Clock(Ticker ticker, InstantSource wall) {
        public Clock {
            requireNonNull(ticker, "ticker");
            requireNonNull(wall, "wall");
        }
    }

    /** Where it is seen. */
    public record View(PrintWriter out, Charset charset, Medium medium) {
        public View {
            requireNonNull(out, "out");
            requireNonNull(charset, "charset");
            requireNonNull(medium, "medium");
        }

        /** Whether the picture can be drawn anew in place. */
        public enum Medium {
            TERMINAL,
            LINES
        }
    }

    /** Where its folder goes, and where its stand-ins' Java is. */
    public record Places(Path temporary, Path javaHome) {
        public Places {
            requireNonNull(temporary, "temporary");
            requireNonNull(javaHome, "javaHome");
        }
    }

    public Rehearsal(Guarding.Start guards, Clock clock, View view, Places places) {
        this.guards = requireNonNull(guards);
        this.clock = requireNonNull(clock);
        this.view = requireNonNull(view);
        this.places = requireNonNull(places);
    }

    /**
     * Plays the show.
     *
     * @return {@link #PASSED}, {@link #MISSED} or {@link #CUT_OFF}
     * @throws TooLittleMemoryException it would be in the way here; nothing was started
     * @throws IOException the stand-ins could not be started; nothing is left
     */
    public int rehearse(Wishes wishes) throws TooLittleMemoryException, IOException, InterruptedException {
        try {
            return play(wishes);
        } finally {
            over.countDown();
        }
    }

    /** Ends the show from another thread, and returns when nothing of it is left. */
    public void cutOff() throws InterruptedException {
        cut.countDown();
        over.await(LONGEST_FAREWELL_SECONDS, TimeUnit.SECONDS);
    }

    private int play(Wishes wishes) throws TooLittleMemoryException, IOException, InterruptedException {
        Sizing sizing = size(wishes.length());
        announce(sizing);
        Ending ending;
        try (Workplace workplace =
                Workplace.open(places.temporary(), clock.wall().instant())) {
            ending = playIn(workplace, sizing, wishes.length());
        } catch (CutOffException early) {
            view.out().println();
            view.out().println("Ended early: the guard is closed, the stand-ins ended, their folder removed.");
            view.out().flush();
            return CUT_OFF;
        }
        view.out().println();
        new FinalScreen(sizing, ending.levels(), glyphs(), ink())
                .lines(ending.story(), ending.roles(), ending.present())
                .forEach(view.out()::println);
        view.out().flush();
        if (wishes.capture() != null) {
            Files.write(
                    wishes.capture(),
                    new FinalScreen(sizing, ending.levels(), Glyphs.BLOCKS, Ink.NONE)
                            .lines(ending.story(), ending.roles(), ending.present()),
                    UTF_8);
        }
        return ending.story().steps().stream().allMatch(StepResult::happened) ? PASSED : MISSED;
    }

    private record Ending(Story story, Levels levels, List<Role> roles, Map<String, String> present) {}

    private Ending playIn(Workplace workplace, Sizing sizing, Length length)
            throws IOException, CutOffException, InterruptedException {
        Launcher launcher = Launcher.in(workplace.folder(), places.javaHome());
        try (Cast cast = Cast.assemble(sizing, launcher, clock.wall())) {
            SpillwayConfig config =
                    cast.configuration(Files.createDirectory(workplace.folder().resolve("state")));
            try (Guarding guard = guards.start(config, cast.engine(), cast.engine())) {
                Story story = new Story(clock.ticker());
                Stage stage = stage(sizing, config.levels(), length);
                try {
                    Beat beat = new Beat(clock.ticker(), cut, () -> {
                        story.observe(guard);
                        stage.show(story, url(guard));
                    });
                    new Script(cast, guard, sizing, Tempo.of(length), story, beat).play();
                } finally {
                    stage.leave();
                }
                return new Ending(story, config.levels(), cast.roles(), cast.present(story));
            }
        }
    }

    private static String url(Guarding guard) {
        return guard.httpPort() > 0 ? "http://127.0.0.1:" + guard.httpPort() : "";
    }

    private Stage stage(Sizing sizing, Levels levels, Length length) {
        if (view.medium() == View.Medium.LINES) {
            return Stage.lines(view.out());
        }
        double expectedSeconds = length == Length.FULL ? 72 : 36;
        return Stage.terminal(view.out(), new Screen(sizing, levels, expectedSeconds, glyphs(), ink()));
    }

    private Glyphs glyphs() {
        return Glyphs.of(view.charset());
    }

    private Ink ink() {
        return view.medium() == View.Medium.TERMINAL ? Ink.ANSI : Ink.NONE;
    }

    private void announce(Sizing sizing) {
        view.out().println("Spillway rehearsal: the real guard, and stand-ins with real memory.");
        view.out()
                .println("It takes %s of what is free here; the %s in use now are set aside."
                        .formatted(Figures.bytes(sizing.budgetBytes()), Figures.bytes(sizing.usedBytes())));
        view.out().println("Nothing of this machine is touched. About a minute; Ctrl-C ends it.");
        view.out().flush();
    }

    /** The machine, or the cgroup where that leaves less. */
    private Sizing size(Length length) throws TooLittleMemoryException, IOException {
        MemorySample machine = new MemorySample();
        try (HostProbe probe = new ProcfsHostProbe(PROC, clock.wall())) {
            probe.sample(machine);
        }
        long available = Math.min(machine.availableBytes(), availableInCgroup());
        Sizing sizing = Sizing.of(machine.totalBytes(), available, length);
        return new Sizing(machine.totalBytes() - machine.availableBytes(), sizing.budgetBytes());
    }

    private long availableInCgroup() {
        MemorySample sample = new MemorySample();
        try (HostProbe machine = new ProcfsHostProbe(PROC, clock.wall())) {
            try (HostProbe cgroup = CgroupHostProbe.open(PROC, SYS_FS_CGROUP, machine, clock.wall())) {
                cgroup.sample(sample);
                return sample.availableBytes();
            }
        } catch (IOException noLimit) {
            return Long.MAX_VALUE;
        }
    }
}
