/* A disk whose flush takes FLUSH_MS: preloaded by the bench. Build: cc -O2 -shared -fPIC -o slow_flush.so slow_flush.c -ldl */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

static int slow(const char *name, int fd) {
  static long ms = -1;
  if (ms < 0) {
    const char *told = getenv("FLUSH_MS");
    ms = told ? atol(told) : 5;
  }
  struct timespec wait = {ms / 1000, ms % 1000 * 1000000L};
  nanosleep(&wait, 0);
  return ((int (*)(int))dlsym(RTLD_NEXT, name))(fd);
}

int fsync(int fd) { return slow("fsync", fd); }
int fdatasync(int fd) { return slow("fdatasync", fd); }
