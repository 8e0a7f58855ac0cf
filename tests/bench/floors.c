/* The floors: what the kernel alone costs.
 *
 *   floors walk FOLDER         list and stat everything, print size, mtime and path
 *   floors run OPERATIONS      m PATH: mkdir, r FROM TO: rename without replacing,
 *                              c FROM TO: copy_file_range, sync and read once,
 *                              d PATH: rmdir; every word ends in NUL
 *   floors guard OPERATIONS    the same, but all files are looked at before anything
 *                              is done, what will be done is written to ./.guard and
 *                              made durable first, each file is looked at once more
 *                              where it arrived, and in the end all is synced
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

static struct stat seen(const char *name) {
    struct stat st;
    if (fstatat(AT_FDCWD, name, &st, AT_SYMLINK_NOFOLLOW)) die(name);
    return st;
}

static ino_t *inodes;

/* One pass over the operations: 0 counts, 1 looks and notes, 2 acts. */
static size_t pass(char *at, const char *end, int which, FILE *notes) {
    size_t files = 0;
    while (at < end) {
        char kind = *at, *first = at + 2, *second = first + strlen(first) + 1;
        at = second;
        if (kind == 'c' || kind == 'r') at = second + strlen(second) + 1;
        if (which == 1 && kind == 'r') {
            struct stat st = seen(first);
            inodes[files] = st.st_ino;
            fprintf(notes, "%s\t%s\t%lu\t%ld\t%ld.%09ld\n", first, second, st.st_ino,
                    st.st_size, st.st_mtim.tv_sec, st.st_mtim.tv_nsec);
        }
        if (which == 2) {
            if (kind == 'm' && mkdir(first, 0777)) die(first);
            if (kind == 'd' && rmdir(first)) die(first);
            if (kind == 'c') copy(first, second);
            if (kind == 'r' && syscall(SYS_renameat2, AT_FDCWD, first, AT_FDCWD,
                                       second, RENAME_NOREPLACE))
                die(first);
            if (kind == 'r' && inodes && seen(second).st_ino != inodes[files])
                die(second);
        }
        files += kind == 'r';
    }
    return files;
}

static void guard(char *data, const char *end) {
    inodes = malloc((pass(data, end, 0, NULL) + 1) * sizeof *inodes);
    FILE *notes = fopen(".guard", "w");
    if (!notes) die(".guard");
    pass(data, end, 1, notes);
    if (fflush(notes) || fsync(fileno(notes))) die(".guard");
    pass(data, end, 2, NULL);
    if (syncfs(fileno(notes)) || unlink(".guard")) die(".guard");
    fclose(notes);
}

static void run(const char *file, int guarded) {
    int fd = open(file, O_RDONLY);
    struct stat st;
    if (fd < 0 || fstat(fd, &st)) die(file);
    char *data = malloc(st.st_size + 1);
    for (off_t got = 0, n; got < st.st_size; got += n)
        if ((n = read(fd, data + got, st.st_size - got)) <= 0) die(file);
    if (guarded)
        guard(data, data + st.st_size);
    else
        pass(data, data + st.st_size, 2, NULL);
}

int main(int count, char **words) {
    if (count == 3 && !strcmp(words[1], "walk")) {
        strcpy(path, words[2]);
        walk(AT_FDCWD, words[2], strlen(words[2]));
    } else if (count == 3 && strchr("rvg", words[1][0])) {
        verified = words[1][0] == 'v';
        run(words[2], words[1][0] == 'g');
    } else {
        return 64;
    }
    return 0;
}
