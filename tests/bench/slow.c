/* LD_PRELOAD: a disk that answers late, as one over a network does.
 *
 * Each call beneath an open folder (a file's facts, a folder opened, its names listed)
 * waits SLOW_MICROSECONDS first. Calls by absolute paths, which start programs up, don't.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static void wait_a_moment(int folder, const char *path) {
    static int moment = -1;
    if (moment < 0) {
        const char *said = getenv("SLOW_MICROSECONDS");
        moment = said ? atoi(said) : 1000;
    }
    if (folder != AT_FDCWD && path[0] != '/') usleep(moment);
}

#define OPEN(name)                                                               \
    int name(int folder, const char *path, int flags, ...) {                     \
        static int (*next)(int, const char *, int, ...);                         \
        if (!next) next = dlsym(RTLD_NEXT, #name);                               \
        va_list more;                                                            \
        va_start(more, flags);                                                   \
        int mode = va_arg(more, int);                                            \
        va_end(more);                                                            \
        wait_a_moment(folder, path);                                             \
        return next(folder, path, flags, mode);                                  \
    }

#define STAT(name, facts)                                                        \
    int name(int folder, const char *path, struct facts *st, int flags) {        \
        static int (*next)(int, const char *, struct facts *, int);              \
        if (!next) next = dlsym(RTLD_NEXT, #name);                               \
        wait_a_moment(folder, path);                                             \
        return next(folder, path, st, flags);                                    \
    }

OPEN(openat)
OPEN(openat64)
STAT(fstatat, stat)
STAT(fstatat64, stat64)

int statx(int folder, const char *path, int flags, unsigned mask, struct statx *st) {
    static int (*next)(int, const char *, int, unsigned, struct statx *);
    if (!next) next = dlsym(RTLD_NEXT, "statx");
    wait_a_moment(folder, path);
    return next(folder, path, flags, mask, st);
}

/* openat2 has no function of its own in the C library. */
long syscall(long number, ...) {
    static long (*next)(long, ...);
    if (!next) next = dlsym(RTLD_NEXT, "syscall");
    va_list more;
    va_start(more, number);
    long a = va_arg(more, long), b = va_arg(more, long), c = va_arg(more, long);
    long d = va_arg(more, long), e = va_arg(more, long), f = va_arg(more, long);
    va_end(more);
    if (number == SYS_openat2) wait_a_moment((int)a, (const char *)b);
    return next(number, a, b, c, d, e, f);
}

DIR *fdopendir(int folder) {
    static DIR *(*next)(int);
    if (!next) next = dlsym(RTLD_NEXT, "fdopendir");
    wait_a_moment(folder, "");
    return next(folder);
}
