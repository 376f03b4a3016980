package io.spillway.sense.procfs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.spillway.sense.ProcessInfo;
import io.spillway.sense.ProcessRef;
import io.spillway.sense.cgroup.CgroupPaths;
import io.spillway.sense.kernel.KernelText;
import io.spillway.sense.kernel.TextReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads one process. Not thread-safe. */
final class ProcessReader {
    private static final byte[] UID = "Uid:".getBytes(ISO_8859_1);
    private static final String DELETED = " (deleted)";

    private final String proc;
    private final PasswdUsers users;
    private final TextReader reader = new TextReader();
    private final StatLine stat = new StatLine();
    private final ProcessMemory memory;

    ProcessReader(Path proc, long pageBytes, PasswdUsers users) {
        this.proc = proc.toString();
        this.users = users;
        this.memory = new ProcessMemory(pageBytes, reader);
    }

    /** All about the process; null where it has ended or may not be seen. */
    @Nullable
    ProcessInfo read(long pid) {
        return read(pid, null);
    }

    /** The same for one that was read before. */
    @Nullable
    ProcessInfo readAnew(ProcessInfo known) {
        return read(known.ref().pid(), known);
    }

    private @Nullable ProcessInfo read(long pid, @Nullable ProcessInfo known) {
        String folder = folder(pid);
        try {
            stat.parse(reader.read(folder + "/stat"));
            return stat.isEnded() ? null : whole(pid, folder, known);
        } catch (IOException e) {
            return null; // it ended meanwhile, or it is another user's and hidden
        }
    }

    /**
     * What may have changed since {@code known} was read. {@code stat} tells the identity, which {@code statm} alone would not. The
     * rest is read again when the process turns out to be another one, or to have become another program.
     */
    @Nullable
    ProcessInfo update(ProcessInfo known) {
        long pid = known.ref().pid();
        String folder = folder(pid);
        try {
            stat.parse(reader.read(folder + "/stat"));
            if (stat.isEnded()) {
                return null;
            }
            if (stat.startTicks() != known.ref().startTicks() || !stat.name().equals(known.name())) {
                return whole(pid, folder, known);
            }
            long parentPid = stat.parentPid();
            memory.read(folder, stat, known);
            return memory.isThatOf(known) && parentPid == known.parentPid()
                    ? known
                    : new ProcessInfo(
                            known.ref(),
                            parentPid,
                            known.name(),
                            known.executable(),
                            known.user(),
                            memory.residentBytes(),
                            memory.fileBytes(),
                            memory.sharedMemoryBytes(),
                            known.cgroup(),
                            known.kind());
        } catch (IOException e) {
            return null; // as above
        }
    }

    private ProcessInfo whole(long pid, String folder, @Nullable ProcessInfo known) throws IOException {
        ProcessRef ref = new ProcessRef(pid, stat.startTicks());
        long parentPid = stat.parentPid();
        String name = stat.name();
        ProcessInfo.Kind kind = stat.isKernelThread() ? ProcessInfo.Kind.KERNEL_THREAD : ProcessInfo.Kind.PROGRAM;
        memory.read(folder, stat, known);
        return new ProcessInfo(
                ref,
                parentPid,
                name,
                executable(folder, kind),
                user(folder),
                memory.residentBytes(),
                memory.fileBytes(),
                memory.sharedMemoryBytes(),
                cgroup(folder),
                kind);
    }

    /** The effective user. The owner of the folder would be root for every program that hides its memory, such as sshd's. */
    private String user(String folder) throws IOException {
        KernelText status = reader.read(folder + "/status");
        status.require(UID);
        status.skipWord(); // the real user
        return users.name(status.number());
    }

    private String cgroup(String folder) throws IOException {
        return CgroupPaths.memoryPath(reader.read(folder + "/cgroup").string());
    }

    /** The file name of the executable; empty where it is another user's and may not be told. */
    private static String executable(String folder, ProcessInfo.Kind kind) {
        if (kind == ProcessInfo.Kind.KERNEL_THREAD) {
            return "";
        }
        try {
            String target = Files.readSymbolicLink(Path.of(folder, "exe")).toString();
            String path = target.endsWith(DELETED) ? target.substring(0, target.length() - DELETED.length()) : target;
            return path.substring(path.lastIndexOf('/') + 1);
        } catch (IOException e) {
            return "";
        }
    }

    private String folder(long pid) {
        return proc + "/" + pid;
    }

    /** The parent of the process; null where it cannot be read. */
    @Nullable
    Long parent(long pid) {
        try {
            return stat.parse(reader.read(folder(pid) + "/stat")).parentPid();
        } catch (IOException e) {
            return null;
        }
    }
}
