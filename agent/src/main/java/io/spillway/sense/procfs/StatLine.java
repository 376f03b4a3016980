package io.spillway.sense.procfs;

import io.spillway.sense.kernel.KernelText;
import java.io.IOException;

/** What matters of {@code /proc/PID/stat}; filled again and again. Not thread-safe. */
public final class StatLine {
    private static final long KERNEL_THREAD_FLAG = 0x0020_0000;
    private static final long EXITING_FLAG = 0x0000_0004;

    private KernelText text = new KernelText("", new byte[0]);
    private int nameStart;
    private int nameEnd;
    private char state;
    private long parentPid;
    private long flags;
    private long threads;
    private long startTicks;
    private long residentPages;

    /** Takes over the text until the next call. */
    public StatLine parse(KernelText stat) throws IOException {
        text = stat;
        nameStart = stat.first('(') + 1;
        nameEnd = stat.last(')'); // the name itself may hold parentheses and line ends
        if (nameEnd < nameStart) {
            throw stat.fault("no name in parentheses");
        }
        stat.moveTo(nameEnd + 1);
        state = stat.next();
        parentPid = stat.number();
        skip(stat, 4); // process group, session, terminal and its group
        flags = stat.number();
        skip(stat, 10); // faults, times, priority
        threads = stat.number();
        skip(stat, 1); // always 0
        startTicks = stat.number();
        skip(stat, 1); // virtual size
        residentPages = stat.number();
        return this;
    }

    private static void skip(KernelText stat, int words) throws IOException {
        for (int i = 0; i < words; i++) {
            stat.skipWord();
        }
    }

    /** {@code comm}; makes a string. */
    String name() {
        return text.string(nameStart, nameEnd);
    }

    /**
     * Whether it has ended and only waits for its parent to take notice. A first thread that has ended before the others is no sign of
     * it: the memory goes with the last of them, which takes 0.5 s and more for 7 GB.
     */
    public boolean isEnded() {
        return state == 'X' || (state == 'Z' && threads <= 1);
    }

    long parentPid() {
        return parentPid;
    }

    /**
     * Whether it is on its way out: its pages no longer count as its own then, though they become available only bit by bit (900 MB
     * took 40 ms after a signal, on 6.18).
     */
    boolean isExiting() {
        return (flags & EXITING_FLAG) != 0;
    }

    boolean isKernelThread() {
        return (flags & KERNEL_THREAD_FLAG) != 0;
    }

    /** Field 22: when it began, in clock ticks since boot. */
    public long startTicks() {
        return startTicks;
    }

    /** Field 24: rougher than {@code statm}, because newer kernels sum it up from parts for each CPU. */
    long residentPages() {
        return residentPages;
    }
}
