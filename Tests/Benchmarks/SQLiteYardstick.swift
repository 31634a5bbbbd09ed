import CSQLite

/// A table of lines in SQLite 3 as it is set up to lose nothing: write-ahead log, every commit synced.
final class SQLiteYardstick {
  struct Fault: Error { let message: String }

  private var database: OpaquePointer?
  private var insert: OpaquePointer?

  init(path: String) throws {
    guard sqlite3_open(path, &database) == SQLITE_OK else { throw fault() }
    try execute("PRAGMA journal_mode=WAL")
    try execute("PRAGMA synchronous=FULL")
    try execute("CREATE TABLE event (id INTEGER PRIMARY KEY, line BLOB NOT NULL)")
    guard sqlite3_prepare_v2(database, "INSERT INTO event (line) VALUES (?)", -1, &insert, nil) == SQLITE_OK
    else { throw fault() }
  }

  deinit {
    sqlite3_finalize(insert)
    sqlite3_close(database)
  }

  /// Inserts the lines in one commit.
  func commit(_ lines: ArraySlice<[UInt8]>) throws {
    if lines.count > 1 { try execute("BEGIN") }
    for line in lines {
      sqlite3_bind_blob(
        insert, 1, line, Int32(line.count), unsafeBitCast(-1, to: sqlite3_destructor_type.self))
      guard sqlite3_step(insert) == SQLITE_DONE else { throw fault() }
      sqlite3_reset(insert)
    }
    if lines.count > 1 { try execute("COMMIT") }
  }

  private func execute(_ sql: String) throws {
    guard sqlite3_exec(database, sql, nil, nil, nil) == SQLITE_OK else { throw fault() }
  }

  private func fault() -> Fault { Fault(message: String(cString: sqlite3_errmsg(database))) }
}
