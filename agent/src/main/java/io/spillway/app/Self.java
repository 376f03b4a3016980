package io.spillway.app;

import static java.util.Objects.requireNonNull;

import io.spillway.config.ProcessScope;
import io.spillway.config.ProcessesConfig;
import io.spillway.plan.Policy;
import io.spillway.sense.procfs.PasswdUsers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Who this process runs as, which is what the kernel lets it signal.
 *
 * @param user its name, or its number where it has none: as the process table calls it
 */
record Self(String user, Power power) {
    /** Whose processes it may signal. */
    enum Power {
        EVERYBODYS,
        ONLY_ITS_OWN
    }

    Self {
        requireNonNull(user, "user");
        requireNonNull(power, "power");
    }

    static Self read() {
        return read(Places.PASSWD);
    }

    /** @param passwd that of the process table: a directory service may know a name that the table does not */
    static Self read(Path passwd) {
        try {
            int uid = (Integer) Files.getAttribute(Places.PROC.resolve("self"), "unix:uid");
            return new Self(PasswdUsers.nameOf(uid, passwd), uid == 0 ? Power.EVERYBODYS : Power.ONLY_ITS_OWN);
        } catch (IOException | UnsupportedOperationException untold) {
            // Nobody can be spared by what is not known: what may not be signalled fails, and is told, when it is
            // tried.
            return new Self("unknown", Power.EVERYBODYS);
        }
    }

    /** An ordinary user who names no scope gets that of his own processes: a plan must not count on what it cannot end. */
    static ProcessesConfig withinReach(ProcessesConfig wanted, Policy.Reach reach, Self self) {
        boolean everybody = wanted.scope().isEmpty() && reach == Policy.Reach.MACHINE;
        if (!everybody || self.power() == Power.EVERYBODYS) {
            return wanted;
        }
        return new ProcessesConfig(
                wanted.minRssBytes(), wanted.protect(), new ProcessScope(List.of(self.user()), List.of(), List.of()));
    }
}
