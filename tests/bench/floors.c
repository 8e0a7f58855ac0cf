/* The floors: what the kernel alone costs.
 *
 *   floors walk FOLDER         list and stat everything, print size, mtime and path
 *   floors run OPERATIONS      m PATH: mkdir, r FROM TO: rename without replacing,
 *                              c FROM TO: copy_file_range, sync and read once,
 *                              d PATH: rmdir; every word ends in NUL
 *   floors verify OPERATIONS   the same, but what was copied is read back from the
 *                              disk, not from the cache, and compared
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static void die(const char *what) {
    perror(what);
    exit(1);
}

static char path[1 << 16];

static void walk(int parent, const char *name, size_t length) {
    int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) die(path);
    DIR *dir = fdopendir(fd);
    struct dirent *entry;
    while ((entry = readdir(dir))) {
        if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")) continue;
        struct stat st;
        if (fstatat(fd, entry->d_name, &st, AT_SYMLINK_NOFOLLOW)) continue;
        size_t more = strlen(entry->d_name);
        path[length] = '/';
        memcpy(path + length + 1, entry->d_name, more + 1);
        printf("%lld %lld.%09ld %s\n", (long long)st.st_size,
               (long long)st.st_mtim.tv_sec, st.st_mtim.tv_nsec, path);
        if (S_ISDIR(st.st_mode)) walk(fd, entry->d_name, length + 1 + more);
        path[length] = 0;
    }
    closedir(dir);
}

static int verified;
static char one[1 << 20], other[1 << 20];

static void copy(const char *from, const char *to) {
    int in = open(from, O_RDONLY), out = open(to, O_RDWR | O_CREAT | O_EXCL, 0666);
    if (in < 0 || out < 0) die(from);
    ssize_t n;
    while ((n = copy_file_range(in, NULL, out, NULL, 1 << 30, 0)) > 0) {}
    if (n < 0) die("copy_file_range");
    if (fsync(out)) die("fsync");
    if (verified) posix_fadvise(out, 0, 0, POSIX_FADV_DONTNEED);
    lseek(in, 0, SEEK_SET);
    lseek(out, 0, SEEK_SET);
    while ((n = read(out, one, sizeof one)) > 0)
        if (verified && (read(in, other, n) != n || memcmp(one, other, n))) die(to);
    close(in);
    close(out);
}

static void run(const char *file) {
    int fd = open(file, O_RDONLY);
    struct stat st;
    if (fd < 0 || fstat(fd, &st)) die(file);
    char *data = malloc(st.st_size + 1), *at = data;
    for (off_t got = 0, n; got < st.st_size; got += n)
        if ((n = read(fd, data + got, st.st_size - got)) <= 0) die(file);
    while (at < data + st.st_size) {
        char kind = *at, *first = at + 2, *second = first + strlen(first) + 1;
        at = second;
        if (kind == 'm' && mkdir(first, 0777)) die(first);
        if (kind == 'd' && rmdir(first)) die(first);
        if (kind == 'c' || kind == 'r') at = second + strlen(second) + 1;
        if (kind == 'c') copy(first, second);
        if (kind == 'r') {
            if (syscall(SYS_renameat2, AT_FDCWD, first, AT_FDCWD, second,
                        RENAME_NOREPLACE))
                die(first);
        }
    }
}

int main(int count, char **words) {
    if (count == 3 && !strcmp(words[1], "walk")) {
        strcpy(path, words[2]);
        walk(AT_FDCWD, words[2], strlen(words[2]));
    } else if (count == 3 && (!strcmp(words[1], "run") || !strcmp(words[1], "verify"))) {
        verified = words[1][0] == 'v';
        run(words[2]);
    } else {
        return 64;
    }
    return 0;
}
