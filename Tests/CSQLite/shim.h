// The yardstick of the log's figures. Debian: libsqlite3-dev.
#include <sqlite3.h>
