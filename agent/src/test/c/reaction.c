/* reaction: how long the guard takes from the crossing of a threshold to its first signal.
 *
 * The parent watches /proc/meminfo in a busy loop. The threshold counts as crossed from the last look on that was still below it: the
 * guard may take the CPU from the parent just then, and must not look quicker for it. The child, as another user, takes a base first,
 * waits to be known to the guard, and then fills at full speed. A TERM is stamped by the child's handler. A KILL is stamped by the
 * parent, which looks in the same loop whether one is pending: a page fault, of a huge page above all, must end before the child can
 * die of it. One round of the loop takes about 20 microseconds.
 *
 * Usage: reaction UID small|huge THRESHOLD_BYTES BASE_MIB LIMIT_MIB WAIT_SECONDS
 * Prints one line: "ok MICROSECONDS term|kill OVERSHOOT_MIB FILL_MIB_PER_SECOND", "missed MICROSECONDS WHY", "void WHY", or "starved
 * AT_LEAST AT_MOST" where the parent itself was kept from looking for more than 2 ms just then, so that nobody can tell.
 *
 * Usage: reaction warm MIB
 * Touches memory and gives it back, so that the hypervisor of a virtual machine has handed it out.
 *
 * Usage: reaction hold MIB SECONDS
 * Touches memory and keeps it for so long. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Longer than the sampler's round and a pass of the guard together. */
#define LONGEST_GAP_NANOS 2000000

struct shared {
    _Atomic int64_t filling;   /* when the fill at full speed began */
    _Atomic int64_t bytes;     /* taken so far */
    _Atomic int64_t term;      /* when the handler ran */
    _Atomic int64_t full;      /* the limit was reached and nothing had come */
};

static struct shared *shared;

static int64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void on_term(int signal_number) {
    (void)signal_number;
    atomic_store(&shared->term, now());
    _exit(0);
}

static void rest(double seconds) {
    struct timespec t = {(time_t)seconds, (long)((seconds - (time_t)seconds) * 1e9)};
    nanosleep(&t, NULL);
}

static void hog(uid_t uid, int huge, size_t base, size_t limit, double wait_seconds) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (setgroups(0, NULL) || setresgid(uid, uid, uid) || setresuid(uid, uid, uid)) {
        _exit(3);
    }
    signal(SIGTERM, on_term);
    alarm(60);
    size_t align = 2UL << 20;
    char *raw = mmap(NULL, limit + align, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (raw == MAP_FAILED) {
        _exit(4);
    }
    volatile char *memory = (char *)(((uintptr_t)raw + align - 1) & ~(align - 1));
    madvise((void *)memory, limit, huge ? MADV_HUGEPAGE : MADV_NOHUGEPAGE);
    size_t step = huge ? align : 4096;
    for (size_t at = 0; at < base; at += step) {
        memory[at] = 1;
    }
    rest(wait_seconds);
    atomic_store(&shared->filling, now());
    for (size_t at = base; at < limit; at += step) {
        memory[at] = 1;
        atomic_store_explicit(&shared->bytes, (int64_t)(at - base + step), memory_order_relaxed);
    }
    atomic_store(&shared->full, now());
    rest(5);
    _exit(5);
}

static int64_t field(const char *text, const char *name) {
    const char *at = strstr(text, name);
    return at ? strtoll(at + strlen(name), NULL, 10) * 1024 : -1;
}

static int64_t used(int fd) {
    char text[4096];
    ssize_t length = pread(fd, text, sizeof text - 1, 0);
    if (length <= 0) {
        perror("/proc/meminfo");
        exit(1);
    }
    text[length] = 0;
    return field(text, "MemTotal:") - field(text, "MemAvailable:");
}

/* Whether a KILL is pending, or the process is on its way out. */
static int is_killed(int fd) {
    char text[1024];
    ssize_t length = pread(fd, text, sizeof text - 1, 0);
    if (length <= 0) {
        return 1; /* reaped */
    }
    text[length] = 0;
    const char *at = strrchr(text, ')');
    char state;
    unsigned flags;
    unsigned long pending;
    /* Fields 3 (state), 9 (flags) and 31 (pending signals) of proc(5). */
    if (!at || sscanf(at + 2, "%c %*d %*d %*d %*d %*d %u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %*d %*d %*u %*u %*d %*u "
                      "%*u %*u %*u %*u %*u %lu", &state, &flags, &pending) != 3) {
        fprintf(stderr, "reaction: stat of the child is not understood: %s\n", text);
        exit(1);
    }
    return state == 'Z' || state == 'X' || (flags & 0x4 /* PF_EXITING */) || (flags & 0x400 /* PF_SIGNALED */)
        || (pending & (1UL << (SIGKILL - 1)));
}

static int warm(size_t bytes, double seconds) {
    char *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) {
        perror("mmap");
        return 1;
    }
    memset(memory, 1, bytes);
    rest(seconds);
    return 0;
}

int main(int argc, char **argv) {
    if (argc == 3 && !strcmp(argv[1], "warm")) {
        return warm(strtoull(argv[2], NULL, 10) << 20, 0);
    }
    if (argc == 4 && !strcmp(argv[1], "hold")) {
        return warm(strtoull(argv[2], NULL, 10) << 20, atof(argv[3]));
    }
    if (argc != 7) {
        fprintf(stderr, "usage: reaction UID small|huge THRESHOLD_BYTES BASE_MIB LIMIT_MIB WAIT_SECONDS\n");
        return 2;
    }
    uid_t uid = (uid_t)atoi(argv[1]);
    int huge = !strcmp(argv[2], "huge");
    int64_t threshold = atoll(argv[3]);
    size_t base = strtoull(argv[4], NULL, 10) << 20, limit = strtoull(argv[5], NULL, 10) << 20;
    int fd = open("/proc/meminfo", O_RDONLY);
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (fd < 0 || shared == MAP_FAILED || uid == 0) {
        fprintf(stderr, "reaction: no meminfo, no memory, or the hog would be root\n");
        return 2;
    }
    pid_t child = fork();
    if (child == 0) {
        hog(uid, huge, base, limit, atof(argv[6]));
    }
    int status;
    while (!atomic_load(&shared->filling)) {
        if (waitpid(child, &status, WNOHANG) == child) {
            printf("void the hog ended before it filled (%s %d, %lld of %lld MB used)\n",
                   WIFSIGNALED(status) ? "signal" : atomic_load(&shared->term) ? "TERM, status" : "status",
                   WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status), (long long)used(fd) / 1000000,
                   (long long)threshold / 1000000);
            return 0;
        }
        rest(0.0005);
    }
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/stat", child);
    int stat = open(path, O_RDONLY);
    int64_t before = used(fd), crossed = 0, highest = 0, killed = 0;
    int64_t over = 0;
    /* After a signal there is nothing more to see, and the kernel needs a CPU to take the memory back. */
    while (!killed && !atomic_load(&shared->term) && !atomic_load(&shared->full)) {
        int64_t at = now(), bytes = used(fd);
        if (!over && bytes >= threshold) {
            over = now();
        } else if (!over) {
            crossed = at;
        }
        if (bytes > highest) {
            highest = bytes;
        }
        if (is_killed(stat)) {
            killed = now();
        }
    }
    waitpid(child, &status, 0);
    int64_t term = atomic_load(&shared->term), signalled = term ? term : killed;
    double late = (double)(signalled - crossed) / 1e3;
    if (before >= threshold) {
        printf("void the host stood above the threshold before the fill\n");
    } else if (!over) {
        printf(atomic_load(&shared->full) ? "void the hog had all of its memory, and the threshold was not reached\n"
                                          : "void the hog was ended, and the sampler had not seen the threshold crossed\n");
    } else if (atomic_load(&shared->full)) {
        printf("missed %.0f no signal came before the hog had all of its memory\n", (double)(now() - crossed) / 1e3);
    } else if (over - crossed > LONGEST_GAP_NANOS) {
        printf("starved %.0f %.0f\n", (double)(signalled - over) / 1e3, late);
    } else if (!term && !(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL)) {
        printf("void the hog ended by itself\n");
    } else {
        double seconds = (double)(signalled - atomic_load(&shared->filling)) / 1e9;
        printf("ok %.0f %s %.0f %.0f\n", late, term ? "term" : "kill",
               (double)(highest - threshold) / 1048576, (double)atomic_load(&shared->bytes) / 1048576 / seconds);
    }
    return 0;
}
