/*
 * Stands between a program and the C library, and makes chosen system calls on the files below one directory fail.
 *
 * The environment says what happens; without GALLEY_FAULT_ROOT nothing does.
 *
 *   GALLEY_FAULT_ROOT    only calls on files below this directory count
 *   GALLEY_FAULT_CALLS   names divided by commas: open pread pwrite fdatasync fsync rename ftruncate unlink mkdir,
 *                        or all
 *   GALLEY_FAULT_NAME    only files whose path holds this text count
 *   GALLEY_FAULT_ERROR   EIO, ENOSPC, EROFS, EINTR, short (a pwrite writes half of what it was given), or hold (the
 *                        call waits for as long as the file of GALLEY_FAULT_ARMED is there, and is done then)
 *   GALLEY_FAULT_FIRST   the first call that fails, from 1
 *   GALLEY_FAULT_COUNT   how many fail from there on; 0: all
 *   GALLEY_FAULT_STORM   so many calls fail between two that do not
 *   GALLEY_FAULT_ARMED   calls count only while this file is there
 *   GALLEY_FAULT_REPORT  gets one line for each call that failed
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static atomic_long counted;

static long number(const char *name, long otherwise) {
  const char *text = getenv(name);
  return text && *text ? atol(text) : otherwise;
}

static int is_chosen(const char *call) {
  const char *calls = getenv("GALLEY_FAULT_CALLS");
  if (!calls || !strcmp(calls, "all")) return 1;
  size_t length = strlen(call);
  for (const char *at = calls; (at = strstr(at, call)); at += length) {
    int begins = at == calls || at[-1] == ',';
    if (begins && (at[length] == ',' || !at[length])) return 1;
  }
  return 0;
}

static int is_below_root(const char *path) {
  const char *root = getenv("GALLEY_FAULT_ROOT");
  const char *name = getenv("GALLEY_FAULT_NAME");
  if (!root || !path || strncmp(path, root, strlen(root))) return 0;
  return !name || !*name || strstr(path, name);
}

static void report(const char *call, const char *path, long place) {
  const char *file = getenv("GALLEY_FAULT_REPORT");
  if (!file) return;
  char line[PATH_MAX + 64];
  int length = snprintf(line, sizeof line, "%ld %s %s\n", place, call, path);
  int out = syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (out < 0) return;
  syscall(SYS_write, out, line, length);
  syscall(SYS_close, out);
}

static int error_number(const char *word) {
  if (!word || !strcmp(word, "EIO") || !strcmp(word, "short")) return EIO;
  if (!strcmp(word, "ENOSPC")) return ENOSPC;
  if (!strcmp(word, "EROFS")) return EROFS;
  if (!strcmp(word, "EINTR")) return EINTR;
  abort();
}

/* Whether this call is to fail; errno is set then. */
static int fails(const char *call, const char *path) {
  if (!is_chosen(call) || !is_below_root(path)) return 0;
  const char *armed = getenv("GALLEY_FAULT_ARMED");
  if (armed && syscall(SYS_faccessat, AT_FDCWD, armed, F_OK) != 0) return 0;
  long place = atomic_fetch_add(&counted, 1) + 1;
  long first = number("GALLEY_FAULT_FIRST", 1);
  long count = number("GALLEY_FAULT_COUNT", 1);
  long storm = number("GALLEY_FAULT_STORM", 0);
  if (storm > 0) {
    if (place % (storm + 1) == 0) return 0;
  } else if (place < first || (count > 0 && place >= first + count)) {
    return 0;
  }
  report(call, path, place);
  const char *how = getenv("GALLEY_FAULT_ERROR");
  if (how && !strcmp(how, "hold")) {
    while (armed && syscall(SYS_faccessat, AT_FDCWD, armed, F_OK) == 0) poll(NULL, 0, 2);
    return 0;
  }
  errno = error_number(how);
  return 1;
}

static int fails_on(const char *call, int descriptor) {
  if (!getenv("GALLEY_FAULT_ROOT")) return 0;
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  return fails(call, path);
}

/* The C library's own function of this name. */
#define REAL(symbol) ((__typeof__(symbol) *)dlsym(RTLD_NEXT, #symbol))

#define OPEN(symbol) \
  int symbol(const char *path, int flags, ...) { \
    mode_t mode = 0; \
    if (flags & O_CREAT) { \
      va_list arguments; \
      va_start(arguments, flags); \
      mode = va_arg(arguments, mode_t); \
      va_end(arguments); \
    } \
    if (fails("open", path)) return -1; \
    return REAL(symbol)(path, flags, mode); \
  }

OPEN(open)
OPEN(open64)

#define PWRITE(symbol) \
  ssize_t symbol(int descriptor, const void *bytes, size_t count, off_t offset) { \
    if (fails_on("pwrite", descriptor)) { \
      const char *how = getenv("GALLEY_FAULT_ERROR"); \
      if (!how || strcmp(how, "short")) return -1; \
      if (count > 1) count /= 2; \
    } \
    return REAL(symbol)(descriptor, bytes, count, offset); \
  }

PWRITE(pwrite)
PWRITE(pwrite64)

#define PREAD(symbol) \
  ssize_t symbol(int descriptor, void *bytes, size_t count, off_t offset) { \
    return fails_on("pread", descriptor) ? -1 : REAL(symbol)(descriptor, bytes, count, offset); \
  }

PREAD(pread)
PREAD(pread64)

#define TRUNCATE(symbol) \
  int symbol(int descriptor, off_t size) { \
    return fails_on("ftruncate", descriptor) ? -1 : REAL(symbol)(descriptor, size); \
  }

TRUNCATE(ftruncate)
TRUNCATE(ftruncate64)

#define SYNC(symbol) \
  int symbol(int descriptor) { return fails_on(#symbol, descriptor) ? -1 : REAL(symbol)(descriptor); }

SYNC(fdatasync)
SYNC(fsync)

int rename(const char *path, const char *new_path) {
  return fails("rename", path) ? -1 : REAL(rename)(path, new_path);
}

int unlink(const char *path) { return fails("unlink", path) ? -1 : REAL(unlink)(path); }

int mkdir(const char *path, mode_t mode) { return fails("mkdir", path) ? -1 : REAL(mkdir)(path, mode); }
