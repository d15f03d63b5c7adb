/* Included ahead of every C file that is compiled for wasm32-wasip2.
 *
 * QuickJS turns its stack limit off where __wasi__ is defined, and a deep recursion then ends in a trap of
 * the whole instance. With the macro gone the limit works and the script gets a RangeError. The headers of
 * the C library need the macro, so they come first; their guards keep them from being read again without
 * it.
 *
 * Without the macro QuickJS no longer asks the allocator how large a block is, counts each as 8 bytes, and
 * its memory limit stops nothing before the 4 GiB of the instance. __ANDROID__ is the name under which it
 * asks and does nothing else.
 *
 * Whoever changes this file raises the number in CFLAGS_wasm32_wasip2 of .cargo/config.toml, so that cargo
 * compiles the C files again. */
#ifndef SPINDLE_QUICKJS_WASI_H
#define SPINDLE_QUICKJS_WASI_H
#if defined(__wasi__) && !defined(__ASSEMBLER__) && !defined(__cplusplus)
#include <alloca.h>
#include <assert.h>
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <fenv.h>
#include <inttypes.h>
#include <limits.h>
#include <malloc.h>
#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>
#undef __wasi__
#define __ANDROID__ 1
#endif
#endif
