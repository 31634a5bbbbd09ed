import Foundation
import TestAids

/// A partner of a house that keeps the events that it gets (`event_partner.py`), and can be told to misbehave.
final class EventPartner {
  private let folder: String
  /// What it is called in every house.
  static let name = "head-office"

  init(in folder: String) { self.folder = folder }

  /// Lets a terminal that does not run yet know its program.
  func install(in house: ScratchHouse) throws {
    let python = try Programs.find("python3", package: "python3")
    let command = [python, "-B", Checkout.script("event_partner.py"), folder]
    try house.set("partner.\(Self.name).command = \(command.joined(separator: " "))")
  }

  /// Has a running terminal send it events.
  func enable(in house: ScratchHouse) throws {
    try house.done("partner", "enable", "exec", "--name", Self.name, "--command", "true")
  }

  enum Manner: String {
    case refuse, never, crash
  }

  /// - Parameter manner: nil: it behaves.
  func behave(_ manner: Manner?) throws {
    let path = folder + "/manner"
    if let manner {
      try write(manner.rawValue, to: path)
    } else if FileManager.default.fileExists(atPath: path) {
      try FileManager.default.removeItem(atPath: path)
    }
  }

  /// All that it got, in its order.
  func got() throws -> [Json] {
    guard let text = try? String(contentsOfFile: folder + "/got", encoding: .utf8) else { return [] }
    return try text.splitLines.map { try Json(text: $0) }
  }

  /// What it got first of each event: repeats are allowed, and come later.
  func first() throws -> [Json] {
    var seen: Set<String> = []
    return try got().filter { seen.insert($0["id"].string ?? "").inserted }
  }

  /// How it stands with it, as a terminal says.
  static func status(in house: ScratchHouse) throws -> Json {
    try house.jsonLines("partner", "list").first { $0["name"] == .string(name) } ?? .null
  }
}

/// Every event of a log that partners get, from the one on that enabled the partner; as `galley events` has them.
func owed(_ house: ScratchHouse) throws -> [Json] {
  let events = try house.events().map { try Json(text: $0) }
  let start = events.firstIndex { $0["event_type"] == .string("partner_enabled") } ?? 0
  return events[start...].filter { event in
    !["partner", "staff", "venue"].contains(event["entity_type"].string ?? "")
  }
}

/// Expects that all of them came, and those of each order in the order in which they stand there.
func expectDelivered(_ events: [Json], _ got: [Json]) throws {
  let ids = Set(got.compactMap { $0["id"].string })
  let missing = events.filter { !ids.contains($0["id"].string ?? "") }
  guard missing.isEmpty else {
    throw Failure("\(missing.count) of \(events.count) events never came: \(missing[0])")
  }
  func byOrder(_ list: [Json], _ order: String) -> [String: [String]] {
    Dictionary(grouping: list) { $0[order].string ?? "" }.mapValues { $0.compactMap { $0["id"].string } }
  }
  let told = byOrder(got, "subject")
  for (order, wanted) in byOrder(events, "order_id") where !order.isEmpty {
    let came = told[order]?.filter { wanted.contains($0) } ?? []
    guard came == wanted else { throw Failure("order \(order) came as \(came) and is \(wanted)") }
  }
}
