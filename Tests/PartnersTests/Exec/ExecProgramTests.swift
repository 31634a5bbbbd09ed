import Control
import Events
import Foundation
import TestAids
import Testing

/// The built program with real programs behind it.
@Suite(.timeLimit(.minutes(3))) struct ExecProgramTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  /// Prints the id of each line that it has read, as the manual's recipe does.
  private static let acknowledging = #"sed -un 's/^{[^{]*"id":"\([^"]*\)".*/\1/p'"#

  private func partner(_ command: String) throws -> Partner {
    let partner = try Partner("exec", settings: ["command": command])
    _ = try partner.hear()
    return partner
  }

  @Test func `A pipeline keeps every event, byte for byte`() throws {
    let kept = folder.path + "/kept"
    let partner = try partner("tee -a \(kept) | \(Self.acknowledging)")
    for number in 1...200 {
      try partner.say(Sent.message(number, of: "o\(number % 7)"))
      if number > 50 { #expect(try partner.hear() == .ack(cursor: "c\(number - 50)")) }
    }
    for number in 151...200 { #expect(try partner.hear() == .ack(cursor: "c\(number)")) }
    let lines = (1...200).map { Sent.event($0, of: "o\($0 % 7)").compactText + "\n" }
    #expect(try String(contentsOfFile: kept, encoding: .utf8) == lines.joined())
    try partner.say(.stop)
    #expect(try partner.child.exit(within: 10) == 0)
  }

  @Test func `A program that ends is started again, and its last words are told`() throws {
    let partner = try partner(
      "read line; if [ ! -e \(folder.path)/once ]; then touch \(folder.path)/once; echo 'no disk\u{1B}[31m' >&2; exit 9; fi; "
        + "{ echo \"$line\"; cat; } | \(Self.acknowledging)")
    try partner.say(Sent.message(1))
    let sentence = "the program ended with status 9; it said last: no disk?[31m"
    #expect(try partner.hear() == .nack(cursor: "c1", error: sentence, retry: true))
    try partner.say(Sent.message(1))
    #expect(try partner.hear() == .ack(cursor: "c1"))
    #expect(partner.errors.contains(sentence))
  }

  @Test func `A line of a mebibyte goes through, also while the program sleeps over it`() throws {
    let partner = try partner("read line; echo ${#line} >&2; echo id-1; cat > /dev/null")
    let long = Sent.event(1, words: String(repeating: "x", count: 1 << 20))
    try partner.say(.event(cursor: "c1", long))
    #expect(try partner.hear() == .ack(cursor: "c1"))
  }

  @Test func `At the end of input the program may say its last, and what it has started goes with it`() throws
  {
    let partner = try partner("sleep 300 & echo $! > \(folder.path)/pid; cat > /dev/null; echo id-1")
    try partner.say(Sent.message(1))
    partner.child.closeInput()
    #expect(try partner.hear() == .ack(cursor: "c1"))
    #expect(try partner.child.exit(within: 10) == 0)
    let text = try String(contentsOfFile: folder.path + "/pid", encoding: .utf8)
    let sleeper = try #require(pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)))
    #expect(try waitUntil { kill(sleeper, 0) != 0 })
  }

  @Test func `One that ignores the end of its input is killed`() throws {
    let partner = try partner("trap '' HUP TERM; while :; do sleep 1; done")
    let began = monotonicSeconds()
    try partner.say(.stop)
    #expect(try partner.child.exit(within: 10) == 0)
    #expect(monotonicSeconds() - began < 3, "before the terminal would kill both")
  }

  @Test func `A flood of lines that acknowledge nothing holds up nobody`() throws {
    let partner = try partner("yes | head -c 400000; head -c 10000 /dev/zero; echo; \(Self.acknowledging)")
    try partner.say(Sent.message(1))
    #expect(try partner.hear() == .ack(cursor: "c1"))
    #expect(partner.errors.contains("acknowledged an id that it was not given"))
  }

  /// The lines of the program that galley-partner(7) shows.
  private func recipe() throws -> String {
    let page = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../../../man/galley-partner.7")
    let lines = try String(contentsOf: page, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false)
    let first = try #require(lines.firstIndex(of: #".\" example keep-events"#))
    return lines[(first + 2)...].prefix { $0 != ".Ed" }.joined(separator: "\n").replacing(#"\e"#, with: #"\"#)
      + "\n"
  }

  @Test func `The manual's program keeps every event in its file`() throws {
    let kept = folder.path + "/kept"
    let text = try recipe().replacing("/var/lib/galley-events.jsonl", with: kept)
    let partner = try partner(try folder.write(text, "keep-events", mode: 0o700))
    for number in 1...3 { try partner.say(Sent.message(number)) }
    for number in 1...3 { #expect(try partner.hear() == .ack(cursor: "c\(number)")) }
    let lines = (1...3).map { Sent.event($0).compactText + "\n" }
    #expect(try String(contentsOfFile: kept, encoding: .utf8) == lines.joined())
  }

  /// Waits for something that another process does, 10 s at most.
  private func waitUntil(_ isSo: () -> Bool) throws -> Bool {
    let end = monotonicSeconds() + 10
    while !isSo(), monotonicSeconds() < end { poll(nil, 0, 10) }
    return isSo()
  }
}
