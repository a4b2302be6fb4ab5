/* Preloaded into the program under test: writes down, or lets fail, whatever it does to files below one folder.
 *
 *   DISK_FOLDER   the folder, as an absolute path
 *   DISK_LOG      a file outside of it: every operation that succeeded, in order, with its bytes
 *   DISK_CONTROL  a file outside of it, as `struct control`: the operation to fail, and how
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

enum { NEVER, ONCE, HALF, ON_AND_ON, KILL };

struct control {
    int32_t mode;
    int32_t left;  /* operations until it happens */
    int32_t error; /* errno */
    int32_t hits;
};

#define PATH 1024
#define REAL(result, name, ...) \
    static result (*real)(__VA_ARGS__); \
    if (!real) real = dlsym(RTLD_NEXT, #name)

static const char *folder;
static int log_fd = -1;
static struct control *control;
static pthread_mutex_t turn = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;

__attribute__((constructor)) static void begin(void) {
    folder = getenv("DISK_FOLDER");
    const char *log = getenv("DISK_LOG"), *page = getenv("DISK_CONTROL");
    if (log) log_fd = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    int fd = page ? syscall(SYS_openat, AT_FDCWD, page, O_RDWR | O_CLOEXEC, 0) : -1;
    if (fd >= 0) {
        void *at = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        if (at != MAP_FAILED) control = at;
        syscall(SYS_close, fd);
    }
}

static int ours(const char *path) {
    size_t length = folder ? strlen(folder) : 0;
    return length && !strncmp(path, folder, length) && (path[length] == '/' || !path[length]);
}

static int of_handle(int fd, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return ours(path);
}

static int of_name(int at, const char *name, char *path) {
    char base[PATH] = "";
    if (name[0] == '/') snprintf(path, PATH, "%s", name);
    else {
        if (at == AT_FDCWD ? !getcwd(base, PATH) : (of_handle(at, base), !base[0])) return 0;
        snprintf(path, PATH, "%.500s/%.500s", base, name);
    }
    return ours(path);
}

static void put(const void *bytes, size_t length) {
    const char *at = bytes;
    while (length) {
        ssize_t done = syscall(SYS_write, log_fd, at, length);
        if (done <= 0) return;
        at += done;
        length -= done;
    }
}

static void record(char what, const char *path, const char *to, int64_t offset, int64_t size, const void *bytes) {
    if (log_fd < 0) return;
    struct { int32_t what, path, to, pad; int64_t offset, size; } head = {
        what, strlen(path), to ? strlen(to) : 0, 0, offset, size
    };
    put(&head, sizeof head);
    put(path, head.path);
    if (to) put(to, head.to);
    if (bytes) put(bytes, size);
}

/* Whether this operation is to fail, and with which errno. */
static int fails(void) {
    if (!control || control->mode == NEVER || --control->left > 0) return 0;
    if (control->mode == KILL) kill(getpid(), SIGKILL);
    control->hits++;
    if (control->mode != ON_AND_ON) { /* it is over with this one */
        int half = control->mode == HALF;
        control->mode = NEVER;
        return half ? -control->error : control->error;
    }
    return control->error;
}

static ssize_t written(int fd, const void *bytes, size_t size, int64_t offset, ssize_t (*go)(int, const void *, size_t, off64_t)) {
    char path[PATH];
    if (!folder || !of_handle(fd, path)) return go(fd, bytes, size, offset);
    pthread_mutex_lock(&turn);
    struct stat is;
    int64_t at = offset >= 0 ? offset
        : fcntl(fd, F_GETFL) & O_APPEND ? (fstat(fd, &is), is.st_size) : lseek(fd, 0, SEEK_CUR);
    int error = fails();
    size_t most = error < 0 ? size / 2 : error ? 0 : size;
    ssize_t done = most ? go(fd, bytes, most, offset) : 0;
    if (done > 0) record('W', path, NULL, at, done, bytes);
    pthread_mutex_unlock(&turn);
    if (!error) return done;
    errno = abs(error);
    return -1;
}

static ssize_t go_write(int fd, const void *bytes, size_t size, off64_t offset) {
    (void)offset;
    REAL(ssize_t, write, int, const void *, size_t);
    return real(fd, bytes, size);
}

static ssize_t go_pwrite(int fd, const void *bytes, size_t size, off64_t offset) {
    REAL(ssize_t, pwrite64, int, const void *, size_t, off64_t);
    return real(fd, bytes, size, offset);
}

ssize_t write(int fd, const void *bytes, size_t size) { return written(fd, bytes, size, -1, go_write); }
ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t at) { return written(fd, bytes, size, at, go_pwrite); }
ssize_t pwrite(int fd, const void *bytes, size_t size, off_t at) { return written(fd, bytes, size, at, go_pwrite); }

/* Copies that pass by here would not be seen: callers fall back to reading and writing. */
ssize_t sendfile64(int out, int in, off64_t *at, size_t size) {
    (void)out; (void)in; (void)at; (void)size;
    errno = ENOTSOCK;
    return -1;
}
ssize_t sendfile(int out, int in, off_t *at, size_t size) { return sendfile64(out, in, (off64_t *)at, size); }

#define ON_HANDLE(name, letter, length) \
    do { \
        char path[PATH]; \
        if (!folder || !of_handle(fd, path)) return real(fd HANDLE_MORE); \
        pthread_mutex_lock(&turn); \
        int error = fails(), result = -1; \
        if (!error && !(result = real(fd HANDLE_MORE))) record(letter, path, NULL, 0, length, NULL); \
        pthread_mutex_unlock(&turn); \
        if (error) errno = abs(error); \
        return result; \
    } while (0)

#define HANDLE_MORE
int fsync(int fd) { REAL(int, fsync, int); ON_HANDLE(fsync, 'S', 0); }
int fdatasync(int fd) { REAL(int, fdatasync, int); ON_HANDLE(fdatasync, 'S', 0); }
#undef HANDLE_MORE
#define HANDLE_MORE , size
int ftruncate64(int fd, off64_t size) { REAL(int, ftruncate64, int, off64_t); ON_HANDLE(ftruncate64, 'T', size); }
int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

int renameat(int from_at, const char *from, int to_at, const char *to) {
    char old[PATH], new[PATH];
    int known = folder && of_name(from_at, from, old) && of_name(to_at, to, new);
    pthread_mutex_lock(&turn);
    int result = syscall(SYS_renameat2, from_at, from, to_at, to, 0);
    if (known && !result) record('R', old, new, 0, 0, NULL);
    pthread_mutex_unlock(&turn);
    return result;
}
int rename(const char *from, const char *to) { return renameat(AT_FDCWD, from, AT_FDCWD, to); }

int unlinkat(int at, const char *name, int flags) {
    char path[PATH];
    int known = folder && of_name(at, name, path);
    pthread_mutex_lock(&turn);
    int result = syscall(SYS_unlinkat, at, name, flags);
    if (known && !result) record('U', path, NULL, 0, 0, NULL);
    pthread_mutex_unlock(&turn);
    return result;
}
int unlink(const char *name) { return unlinkat(AT_FDCWD, name, 0); }
int rmdir(const char *name) { return unlinkat(AT_FDCWD, name, AT_REMOVEDIR); }

int mkdirat(int at, const char *name, mode_t mode) {
    char path[PATH];
    int known = folder && of_name(at, name, path);
    pthread_mutex_lock(&turn);
    int result = syscall(SYS_mkdirat, at, name, mode);
    if (known && !result) record('M', path, NULL, 0, 0, NULL);
    pthread_mutex_unlock(&turn);
    return result;
}
int mkdir(const char *name, mode_t mode) { return mkdirat(AT_FDCWD, name, mode); }

int openat64(int at, const char *name, int flags, ...) {
    mode_t mode = 0;
    if (flags & (O_CREAT | __O_TMPFILE)) {
        va_list more;
        va_start(more, flags);
        mode = va_arg(more, mode_t);
        va_end(more);
    }
    char path[PATH];
    struct stat is;
    if (!folder || !(flags & (O_CREAT | O_TRUNC)) || !of_name(at, name, path)) return syscall(SYS_openat, at, name, flags, mode);
    pthread_mutex_lock(&turn);
    int fresh = stat(path, &is) != 0;
    int fd = syscall(SYS_openat, at, name, flags, mode);
    if (fd >= 0 && fresh) record('C', path, NULL, 0, 0, NULL);
    else if (fd >= 0 && flags & O_TRUNC) record('T', path, NULL, 0, 0, NULL);
    pthread_mutex_unlock(&turn);
    return fd;
}
#define PASS(at, name, flags) \
    va_list more; \
    va_start(more, flags); \
    mode_t mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(more, mode_t) : 0; \
    va_end(more); \
    return openat64(at, name, flags, mode)
int openat(int at, const char *name, int flags, ...) { PASS(at, name, flags); }
int open64(const char *name, int flags, ...) { PASS(AT_FDCWD, name, flags); }
int open(const char *name, int flags, ...) { PASS(AT_FDCWD, name, flags); }
