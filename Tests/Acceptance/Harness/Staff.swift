import Foundation
import Glibc

/// The people of a house with staff, and the steps in which they show who they are.
enum Person: String, CaseIterable {
  case kim, anna, max

  var role: String {
    switch self {
    case .kim: "kitchen"
    case .anna: "staff"
    case .max: "manager"
    }
  }

  var pin: String {
    switch self {
    case .kim: "1111"
    case .anna: "2222"
    case .max: "3333 drei"
    }
  }
}

extension ScratchHouse {
  /// A command with PINs in its environment, and no other way to get one.
  func give(
    _ words: [String], as name: String? = nil, pin: String? = nil, newPin: String? = nil
  ) throws -> Finished {
    let variables = [pin.map { "GALLEY_PIN=\($0)" }, newPin.map { "GALLEY_NEW_PIN=\($0)" }].compactMap(\.self)
    let flags = name.map { ["--as", $0] } ?? []
    return try launch(["env"] + variables + commandLine(words + flags)).finish(within: Self.commandLimit)
  }

  func give(_ words: [String], as person: Person) throws -> Finished {
    try give(words, as: person.rawValue, pin: person.pin)
  }

  /// Adds the three of them; the manager first.
  func hire() throws {
    for person in [Person.max, .anna, .kim] {
      let done = try give(
        ["staff", "add", person.rawValue, "--role", person.role],
        as: person == .max ? nil : Person.max.rawValue,
        pin: Person.max.pin, newPin: person.pin)
      guard done.status == 0 else { throw Failure("staff add \(person): \(done.errors)") }
    }
  }

  /// The lines of the file of what was refused, from some byte on.
  func audit(from offset: Int = 0) throws -> [Json] {
    guard let all = try? bytes(of: data + "/audit.jsonl") else { return [] }
    return try String(decoding: all.dropFirst(offset), as: UTF8.self).splitLines.map { try Json(text: $0) }
  }

  func auditBytes() -> Int { size(of: data + "/audit.jsonl") }

  private func size(of path: String) -> Int {
    var status = stat()
    return lstat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  /// The bytes of the log, for whether anything was written.
  func logBytes() throws -> Int { try segments().map { size(of: $0) }.reduce(0, +) }

  /// The code of the error of a refused command.
  func code(_ finished: Finished) throws -> String? {
    try finished.errors.splitLines.last.flatMap { try Json(text: $0)["error"]["code"].string }
  }
}

extension RawSocket {
  /// Gives a command line as somebody, with the PIN when it is asked for; reads nothing from a file.
  ///
  /// - Parameter pass: of a screen on which somebody is logged in.
  func run(_ words: [String], pin: String? = nil, pass: [UInt8]? = nil) throws -> Answer {
    if let pass {
      send("G", Array("screen".utf8))
      if !pass.isEmpty { send("V", pass) }
    }
    send("R", Array(try JSONEncoder().encode(words)))
    send("E")
    var text: [UInt8] = []
    while let frame = try frame() {
      switch frame.kind {
      case "O", "X": text += frame.content
      case "W", "N": send("K", Array((pin ?? "").utf8))
      case "Q":
        return Answer(status: Int(frame.content.first ?? 255), text: String(decoding: text, as: UTF8.self))
      default: break
      }
    }
    throw Failure("the connection was closed before \(words) was answered")
  }

  /// Logs somebody in as a screen does; their pass.
  func logIn(_ name: String, pin: String) throws -> [UInt8]? {
    send("J", Array(name.utf8))
    var pass: [UInt8]?
    while let frame = try frame() {
      switch frame.kind {
      case "W": send("K", Array(pin.utf8))
      case "V": pass = frame.content
      case "Q": return pass
      default: break
      }
    }
    throw Failure("the connection was closed before the PIN of \(name) was looked at")
  }
}
