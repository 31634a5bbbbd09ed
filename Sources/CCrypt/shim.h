#pragma once
#include <crypt.h>
#include <stdlib.h>
#include <string.h>

/* Swift imports no array as long as those of struct crypt_data, so it stays in C. Its memory, which holds what was
   hashed, is wiped. Returns 1 and a hash that ends in a zero byte in `hash`, or 0. */
static inline int galley_crypt(const char *phrase, const char *setting, char *hash, size_t size) {
  struct crypt_data *data = (struct crypt_data *)calloc(1, sizeof *data);
  if (!data) return 0;
  const char *made = crypt_r(phrase, setting, data);
  int is_made = made && made[0] != '*' && strlen(made) < size;
  if (is_made) memcpy(hash, made, strlen(made) + 1);
  explicit_bzero(data, sizeof *data);
  free(data);
  return is_made;
}
