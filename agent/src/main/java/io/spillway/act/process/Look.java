package io.spillway.act.process;

import java.io.IOException;
import java.io.UncheckedIOException;

/** What a look at a process found. */
sealed interface Look {
    /** It is still that one, and runs. */
    boolean isRunning();

    /** It is not known to have ended. */
    boolean mayRun();

    long residentBytes(long pageBytes);

    Look ENDED = new Ended();

    record Running(long residentPages) implements Look {
        @Override
        public boolean isRunning() {
            return true;
        }

        @Override
        public boolean mayRun() {
            return true;
        }

        @Override
        public long residentBytes(long pageBytes) {
            return residentPages * pageBytes;
        }
    }

    record Ended() implements Look {
        @Override
        public boolean isRunning() {
            return false;
        }

        @Override
        public boolean mayRun() {
            return false;
        }

        @Override
        public long residentBytes(long pageBytes) {
            return 0;
        }
    }

    /** It exists, and could not be read. */
    record Untold(IOException why) implements Look {
        @Override
        public boolean isRunning() {
            return false;
        }

        @Override
        public boolean mayRun() {
            return true;
        }

        @Override
        public long residentBytes(long pageBytes) {
            throw new UncheckedIOException(why);
        }
    }
}
