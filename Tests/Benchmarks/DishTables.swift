import CSQLite
import Foundation

/// The dishes of a past in SQLite 3, imported from the same lines, and the managers' questions in SQL.
///
/// It loses nothing by being careful: nothing is synced, and JSON is read by SQLite's own functions in one pass.
final class DishTables {
  struct Fault: Error { let message: String }

  /// A dish as an answer has it.
  struct Row: Hashable {
    let dish: String
    let figures: [Double]
  }

  /// What can be asked.
  enum Question: CaseIterable {
    case slowMovers, prepTimes

    /// What galley calls it.
    var metric: String {
      switch self {
      case .slowMovers: "slow-movers"
      case .prepTimes: "prep-times"
      }
    }

    /// What is beside the dish in each row, in the words of galley's JSON.
    var keys: [String] {
      switch self {
      case .slowMovers: ["orders", "qty"]
      case .prepTimes: ["count", "median_seconds", "p90_seconds"]
      }
    }

    /// - Parameter source: rows of dish, order_id, qty, sent and ready (milliseconds).
    fileprivate func sql(_ source: String) -> String {
      switch self {
      case .slowMovers:
        """
        SELECT dish, count(DISTINCT order_id), sum(qty) FROM \(source)
        WHERE sent IS NOT NULL GROUP BY dish ORDER BY 2, 3, 1
        """
      case .prepTimes:
        """
        WITH sample AS (
          SELECT dish, max(0, ready - sent) / 1000 AS seconds FROM \(source) WHERE ready IS NOT NULL),
        ranked AS (
          SELECT dish, seconds, row_number() OVER (PARTITION BY dish ORDER BY seconds) AS place,
            count(*) OVER (PARTITION BY dish) AS n FROM sample)
        SELECT dish, n, avg(CASE WHEN place IN ((n + 1) / 2, n / 2 + 1) THEN seconds END),
          max(CASE WHEN place = (9 * n + 9) / 10 THEN seconds END)
        FROM ranked GROUP BY dish ORDER BY 3 DESC, 1
        """
      }
    }
  }

  private static let joined = """
    (SELECT i.dish, i.order_id, i.qty, s.at AS sent, r.at AS ready FROM item i
     LEFT JOIN move s ON s.item = i.item AND s."to" = 'ordered'
     LEFT JOIN move r ON r.item = i.item AND r."to" = 'ready'
     WHERE i.item NOT IN (SELECT entity_id FROM event WHERE event_type = 'item_removed'))
    """

  private var database: OpaquePointer?

  init(path: String) throws {
    guard sqlite3_open(path, &database) == SQLITE_OK else { throw fault() }
    for pragma in ["journal_mode = OFF", "synchronous = OFF", "cache_size = -65536", "temp_store = MEMORY"] {
      try execute("PRAGMA \(pragma)")
    }
  }

  deinit { sqlite3_close(database) }

  /// Reads the lines of files in order, and makes tables and the index of them.
  func read(_ files: [String]) throws {
    try execute(
      """
      CREATE TABLE event (
        created_at INTEGER NOT NULL, order_id TEXT, event_type TEXT NOT NULL, entity_id TEXT, payload TEXT NOT NULL)
      """)
    var insert: OpaquePointer?
    let sql = """
      INSERT INTO event SELECT unixepoch(time) * 1000 + substr(time, 21, 3), ?1 ->> 'order_id', ?1 ->> 'event_type',
        ?1 ->> 'entity_id', ?1 -> 'payload' FROM (SELECT ?1 ->> 'created_at' AS time)
      """
    guard sqlite3_prepare_v2(database, sql, -1, &insert, nil) == SQLITE_OK else { throw fault() }
    defer { sqlite3_finalize(insert) }
    try execute("BEGIN")
    for file in files {
      let bytes = try Data(contentsOf: URL(filePath: file), options: .alwaysMapped)
      for line in bytes.split(separator: UInt8(ascii: "\n")) {
        try line.withUnsafeBytes { line in
          let text = line.bindMemory(to: CChar.self)
          sqlite3_bind_text(insert, 1, text.baseAddress, Int32(text.count), nil)
          guard sqlite3_step(insert) == SQLITE_DONE else { throw fault() }
          sqlite3_reset(insert)
        }
      }
    }
    try execute(
      """
      CREATE TABLE item AS SELECT entity_id AS item, order_id, payload ->> 'menuitem_id' AS dish,
        CAST(payload ->> 'qty' AS INTEGER) AS qty FROM event WHERE event_type = 'item_added'
      """)
    try execute(
      """
      CREATE TABLE move AS SELECT named.value ->> 'item_id' AS item, payload ->> 'to' AS "to", created_at AS at
      FROM event, json_each(payload, '$.items') AS named WHERE event_type = 'status_changed'
      """)
    try execute("CREATE INDEX moved ON move (item, \"to\", at)")
    try execute("COMMIT")
  }

  /// Makes one more table, with which questions are asked that it was made for.
  func prepare() throws {
    try execute("CREATE TABLE dish AS SELECT * FROM \(Self.joined)")
  }

  /// - Parameter isPrepared: of the table that was made for it; else of items and their moves.
  func ask(_ question: Question, isPrepared: Bool = false) throws -> [Row] {
    var statement: OpaquePointer?
    let sql = question.sql(isPrepared ? "dish" : Self.joined)
    guard sqlite3_prepare_v2(database, sql, -1, &statement, nil) == SQLITE_OK else { throw fault() }
    defer { sqlite3_finalize(statement) }
    var rows: [Row] = []
    while sqlite3_step(statement) == SQLITE_ROW {
      let dish = sqlite3_column_text(statement, 0).map { String(cString: $0) } ?? ""
      let figures = question.keys.indices.map { sqlite3_column_double(statement, Int32($0) + 1) }
      rows.append(Row(dish: dish, figures: figures))
    }
    return rows
  }

  private func execute(_ sql: String) throws {
    guard sqlite3_exec(database, sql, nil, nil, nil) == SQLITE_OK else { throw fault() }
  }

  private func fault() -> Fault { Fault(message: String(cString: sqlite3_errmsg(database))) }
}
