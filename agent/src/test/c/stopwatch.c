/* stopwatch: runs a program, and prints after how many microseconds it wrote its first byte to stdout, and how long after that it had
 * ended: "FIRST_BYTE END".  Usage: stopwatch PROGRAM [ARGUMENT...] */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000LL + t.tv_nsec / 1000;
}

int main(int argc, char **argv) {
    int ends[2];
    if (argc < 2 || pipe2(ends, 0)) {
        fprintf(stderr, "usage: stopwatch PROGRAM [ARGUMENT...]\n");
        return 2;
    }
    int64_t began = now();
    pid_t child = fork();
    if (child == 0) {
        dup2(ends[1], 1);
        close(ends[0]);
        close(ends[1]);
        execvp(argv[1], argv + 1);
        perror(argv[1]);
        _exit(127);
    }
    close(ends[1]);
    char byte;
    if (read(ends[0], &byte, 1) != 1) {
        fprintf(stderr, "stopwatch: %s wrote nothing\n", argv[1]);
        waitpid(child, NULL, 0);
        return 1;
    }
    int64_t first = now();
    int status;
    waitpid(child, &status, 0);
    int64_t end = now();
    printf("%lld %lld\n", (long long)(first - began), (long long)(end - first));
    return status == 0 ? 0 : 1;
}
