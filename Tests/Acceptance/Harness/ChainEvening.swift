import Foundation
import Glibc
import TestAids
import Testing

/// An evening whose events go on to a server of somebody else's, by a recipe of galley-partner(7).
///
/// At first what the recipe prints is lost and it is killed, so that what the server has comes again. Later the server is
/// away for a while, and the terminal is killed.
struct ChainEvening {
  let house: ScratchHouse
  /// What `partner enable exec --command` gets, without the `exec` of the shell.
  let command: String
  /// The event lines that the server has, in the order in which it got them.
  let kept: () throws -> [String]

  /// What dishes of the evening are called: what shells, SQL, Lua and JSON itself take for something else.
  static let names = [
    #"O'Brien's "best" \n \\ & $1 %s '' \."#, #"C:\new\table\u0041"#, "é ß 漢字 \u{1F600} \u{2028}",
    "`date` $(date); --",
  ]
  /// What is paid in it: one order of each name, in minor units.
  static let paid = names.count * 1250

  /// Seconds that events may take to arrive after all that was killed.
  private static let limit = 60.0

  static func recipe(_ name: String) -> String { Checkout.script("Chains/" + name) }

  /// - Parameters:
  ///   - leave: has the server go away.
  ///   - comeBack: has it come back.
  func play(leave: () throws -> Void = {}, comeBack: () throws -> Void = {}) throws {
    let server = try house.serve()
    let once = "[ -e \(house.root)/once ] || { touch \(house.root)/once; exec > /dev/null; }"
    try house.done(
      "partner", "enable", "exec", "--command", "echo $$ > \(programFile); \(once); exec \(command)")
    let first = try serve(Self.names[0], table: "T1")
    let second = try serve(Self.names[1], table: "T2")
    try waitUntil("what nobody acknowledges") { try !kept().isEmpty }
    try killProgram()
    try pay(first)
    let third = try serve(Self.names[2], table: "T3")
    try leave()
    try pay(second)
    let fourth = try serve(Self.names[3], table: "T4")
    try comeBack()
    server.signal(SIGKILL)
    _ = try server.exit(within: 10)
    try house.serve()
    for order in [third, fourth] { try pay(order) }
    try arrive()
  }

  /// Expects every byte of every event once, and those of an order in their order.
  func expectAll(_ lines: [String]) throws {
    let exported = try house.done("export", "events").lines
    #expect(exported.count >= 7 * Self.names.count, "an evening")
    #expect(lines.sorted() == exported.sorted())
    try expectDelivered(try owed(house), try lines.map { try Json(text: $0) })
  }

  /// The lines, each once by its id, as a reader keeps them where the server can't.
  static func eachOnce(_ lines: [String]) throws -> [String] {
    var seen: Set<String> = []
    return try lines.filter { seen.insert(try Json(text: $0)["id"].string ?? "").inserted }
  }

  /// The business day that runs in the time zone of the recipes' questions.
  static func businessDay() throws -> String {
    var calendar = Calendar(identifier: .iso8601)
    calendar.timeZone = try #require(TimeZone(identifier: "Europe/Berlin"))
    let parts = calendar.dateComponents(
      [.year, .month, .day], from: Date(timeIntervalSinceNow: -5 * 3600))
    return [parts.year, parts.month, parts.day].map { part in
      let text = String(part ?? 0)
      return text.count < 2 ? "0" + text : text
    }.joined(separator: "-")
  }

  private var programFile: String { house.root + "/program" }

  private func serve(_ name: String, table: String) throws -> String {
    let item = try #require(String(bytes: try JSONEncoder().encode(name), encoding: .utf8))
    let order = #"{"table":"\#(table)","items":[{"name":\#(item),"price":1250}]}"#
    let code = try house.done(["order", "place"], input: try house.file("order", order)).lines.first
    for step in ["start", "ready"] { try house.done("order", step, try #require(code)) }
    return try #require(code)
  }

  private func pay(_ code: String) throws {
    try house.done("order", "bill", code)
    try house.done("pay", "cash", code, "12.50")
  }

  private func killProgram() throws {
    let text = try String(contentsOfFile: programFile, encoding: .utf8)
    let pid = try #require(pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)))
    #expect(kill(pid, SIGKILL) == 0)
  }

  /// Waits until the server has all that the log has; what failed meanwhile is not left to wait for its next try.
  private func arrive() throws {
    let wanted = Set(try house.done("export", "events").lines)
    try waitUntil("\(wanted.count) events", limit: Self.limit, pauseMs: 250) {
      if try wanted.isSubset(of: kept()) { return true }
      try house.done("partner", "retry", "exec")
      return false
    }
  }
}
