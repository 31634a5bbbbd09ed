/* What Swift cannot see of ncurses: macros, variadic functions and global variables. */
#pragma once

#define NCURSES_WIDECHAR 1
#ifndef _XOPEN_SOURCE_EXTENDED
#define _XOPEN_SOURCE_EXTENDED 1
#endif
#include <ncurses.h>
#include <term.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <linux/kd.h>

enum galley_terminal_kind { GALLEY_TERMINAL_UNKNOWN, GALLEY_TERMINAL_TOO_SIMPLE, GALLEY_TERMINAL_FIT };

/* Whether a type of terminal is known, and can do what a full screen needs. Leaves no terminal current. */
static inline enum galley_terminal_kind galley_kind_of_terminal(const char *type, int fd) {
  int status = 0;
  if (setupterm((char *)type, fd, &status) != OK) return GALLEY_TERMINAL_UNKNOWN;
  bool fit = cursor_address && clear_screen && save_cursor && restore_cursor && exit_attribute_mode;
  del_curterm(cur_term);
  return fit ? GALLEY_TERMINAL_FIT : GALLEY_TERMINAL_TOO_SIMPLE;
}

/* A capability of the current terminal with its parameters filled in; NULL where it has none. The text is valid
   until the next call. */
static inline const char *galley_capability(const char *name, int first, int second) {
  const char *text = tigetstr((char *)name);
  return text == NULL || text == (char *)-1 ? NULL : tiparm(text, first, second);
}

/* wchar.h keeps it from C standards that do not have it. */
extern int wcwidth(wchar_t character);

static inline int galley_colour_count(void) { return tigetnum("colors"); }

/* Whether the terminal's entry has a string of this name. */
static inline bool galley_has(const char *name) {
  const char *text = tigetstr((char *)name);
  return text != NULL && text != (char *)-1;
}

/* Whether the descriptor is a virtual terminal of the Linux console (ioctl_console(2)). */
static inline bool galley_is_console(int fd) {
  char kind = 0;
  return ioctl(fd, KDGKBTYPE, &kind) == 0;
}

enum { GALLEY_PALETTE_BYTES = 48, GALLEY_SIGNS_LIMIT = 65535 };

/* The console's palette: red, green and blue of 16 colours, in the kernel's order. */
static inline bool galley_get_palette(int fd, unsigned char *bytes) { return ioctl(fd, GIO_CMAP, bytes) == 0; }

static inline bool galley_set_palette(int fd, const unsigned char *bytes) {
  return ioctl(fd, PIO_CMAP, bytes) == 0;
}

/* The code points that the console's font has, at most GALLEY_SIGNS_LIMIT; how many, or -1. */
static inline int galley_font_signs(int fd, unsigned short *signs) {
  struct unipair *pairs = malloc(GALLEY_SIGNS_LIMIT * sizeof *pairs);
  if (pairs == NULL) return -1;
  struct unimapdesc map = {.entry_ct = GALLEY_SIGNS_LIMIT, .entries = pairs};
  int count = ioctl(fd, GIO_UNIMAP, &map) == 0 ? map.entry_ct : -1;
  for (int place = 0; place < count; place++) signs[place] = pairs[place].unicode;
  free(pairs);
  return count;
}

static inline WINDOW *galley_window(void) { return stdscr; }

static inline attr_t galley_attributes(bool bold, bool reverse, bool underline) {
  return (bold ? WA_BOLD : WA_NORMAL) | (reverse ? WA_REVERSE : WA_NORMAL)
    | (underline ? WA_UNDERLINE : WA_NORMAL);
}

static inline cchar_t galley_cell(wchar_t character, attr_t attributes, int pair) {
  const wchar_t text[2] = {character, 0};
  cchar_t cell;
  setcchar(&cell, text, attributes, (short)pair, NULL);
  return cell;
}
