import Foundation
import Glibc
import Host
import Replication
import Screens
import TestAids
import Testing

@testable import galley

/// S3, S11, S12: where a terminal may listen and whom it may dial, by which keys.
@Suite struct LinkSettingsTests {
  /// A directory of its own for one test, with the settings of a terminal.
  private struct Scratch {
    private let folder: ScratchFolder
    var path: String { folder.path }

    init(_ settings: String = "") throws {
      folder = try ScratchFolder()
      try put(settings, "galley.conf")
    }

    func put(_ text: String, _ name: String, mode: mode_t = 0o600) throws {
      try folder.write(text, name, mode: mode)
    }

    func options(_ words: String...) throws -> Options {
      try Options(Arguments(["serve", "--data", path] + words))
    }

    func failure(_ words: String...) -> Failure? {
      do {
        _ = try Options(Arguments(["serve", "--data", path] + words)).links()
        return nil
      } catch {
        return Failure(error)
      }
    }
  }

  private static let first = "the first secret, of 32 bytes or more"
  private static let second = "the second secret, of 32 bytes or more"

  @Test func keysOfTheSettingsLieBesideThem() throws {
    let scratch = try Scratch(
      "listen = 0.0.0.0:7400\npeer = 192.168.1.20:7400\npeer = [fd00::7]:7400\npeer = 192.168.1.20:7400\n"
        + "key-file = new\nkey-file = old\n")
    try scratch.put(Self.first, "new")
    try scratch.put(Self.second, "old")
    let links = try scratch.options().links()
    #expect(links.listen == PeerAddress(host: "0.0.0.0", port: 7400))
    #expect(links.peers.map(\.description) == ["192.168.1.20:7400", "[fd00::7]:7400"])
    #expect(links.keys == [Array(Self.first.utf8), Array(Self.second.utf8)] && !links.isInsecureLoopback)
  }

  @Test func flagsReplaceTheSettingsOfTheirName() throws {
    let scratch = try Scratch("listen = 127.0.0.1:1\npeer = a:1\npeer = b:1\nkey-file = old\n")
    try scratch.put(Self.first, "new")
    let links = try scratch.options(
      "--peer", "c:1", "--peer=d:1", "--key-file", scratch.path + "/new", "--listen", "[::]:0"
    ).links()
    #expect(links.peers.map(\.host) == ["c", "d"] && links.keys == [Array(Self.first.utf8)])
    #expect(links.listen?.host == "::")
    // A flag's file is found from where the command is given, as files on a command line are.
    #expect(try scratch.options("--key-file", "new").settings.keyFile == ["new"])
  }

  @Test func aKeyNamedTwiceIsOneKey() throws {
    let scratch = try Scratch("key-file = new\nkey-file = copy\n")
    try scratch.put(Self.first, "new")
    try scratch.put(Self.first, "copy")
    #expect(try scratch.options().links().keys.count == 1)
  }

  @Test(arguments: [
    "listen = 127.0.0.1:0", "listen = 0.0.0.0:7400", "peer = 127.0.0.1:7400", "peer = tv.local:7400",
  ])
  func s3WithoutAKeyNothingListensOrDials(_ line: String) throws {
    let scratch = try Scratch(line + "\n")
    let failure = scratch.failure()
    #expect(failure?.status == .usage && failure?.code == "no_key")
    #expect(failure?.message.contains("galley config new-key") == true)
    #expect(try Scratch("").failure() == nil)
  }

  @Test(arguments: [
    ("listen = 127.0.0.1:0", true), ("listen = [::1]:7400", true), ("peer = 127.0.0.2:7400", true),
    ("peer = localhost:7400", true), ("listen = 0.0.0.0:7400", false), ("listen = [::]:7400", false),
    ("peer = 192.168.1.20:7400", false), ("peer = tv..invalid:7400", false),
  ])
  func s3InsecureTakesLoopbackOnly(_ line: String, _ isTaken: Bool) throws {
    let scratch = try Scratch("\(line)\ninsecure-loopback = yes\n")
    #expect(scratch.failure().map(\.code) == (isTaken ? nil : "loopback"))
    #expect(
      try Scratch("\(line)\n").failure("--insecure-loopback").map(\.code) == (isTaken ? nil : "loopback"))
    if isTaken { #expect(try scratch.options().links().isInsecureLoopback) }
  }

  @Test func s12AKeyThatOthersCanReadIsRefused() throws {
    let scratch = try Scratch("key-file = key\n")
    try scratch.put(Self.first, "key", mode: 0o644)
    let failure = scratch.failure()
    #expect(failure?.status == .usage && failure?.code == "key_file")
    #expect(failure?.message.hasSuffix("chmod 600 \(scratch.path)/key") == true)
    // A command to a terminal that runs needs no key and is not held up by it.
    #expect(try scratch.options().settings.keyFile == ["\(scratch.path)/key"])
  }

  @Test func s11TheKeyIsShownNowhere() throws {
    let scratch = try Scratch("listen = 127.0.0.1:7400\npeer = tv:7400\npeer = bar:7400\nkey-file = key\n")
    try scratch.put("shortsecret", "key")
    let message = try #require(scratch.failure()?.message)
    #expect(message.contains("11 bytes") && !message.contains("shortsecret"))
    try scratch.put(Self.first, "key")
    let report = ConfigReport(try scratch.options(), HouseSettings()).output
    for line in [
      "listen = 127.0.0.1:7400", "peer = tv:7400", "peer = bar:7400", "key-file = \(scratch.path)/key",
      "insecure-loopback = no",
    ] { #expect(report.contains("\n\(line)\n"), "\(line)") }
    #expect(!report.contains("secret"))
    #expect(
      ConfigReport(try scratch.options("--json"), HouseSettings()).output
        .contains(#""peer":["tv:7400","bar:7400"]"#))
  }

  @Test func s18WhatMakesNoSenseIsSaidWithItsLine() throws {
    for (row, part) in [
      ("listen = 7400", "listen"), ("peer = tv", "peer"), ("peer = tv:0", "port 0"),
      ("key-file =", "key-file"),
      ("key-file = ~/key", "~"), ("insecure-loopback = perhaps", "insecure-loopback"),
    ] {
      let scratch = try Scratch("peer = tv:7400\n\(row)\n")
      let failure = scratch.failure()
      #expect(failure?.status == .usage, "\(row)")
      #expect(failure?.message.hasPrefix("\(scratch.path)/galley.conf, line 2: ") == true, "\(row)")
      #expect(failure?.message.contains(part) == true, "\(failure?.message ?? "")")
    }
    let twice = try Scratch("listen = a:1\nlisten = b:1\n").failure()
    #expect(twice?.message.contains("line 2: “listen” stands twice") == true)
    let many = try Scratch((1...65).map { "peer = tv\($0):1\n" }.joined())
    #expect(many.failure()?.message.contains("at most 64") == true)
  }

  @Test func aNewKeySaysWhereToCarryIt() {
    let addresses = [PeerAddress(host: "192.168.1.20", port: 0), PeerAddress(host: "fd00::7", port: 0)]
    let text = NewKey.text("/var/lib/galley/key", "/etc/galley.conf", addresses)
    for part in [
      "into /etc/galley.conf:\n", "listen = 0.0.0.0:7400\n", "key-file = /var/lib/galley/key\n",
      "peer = 192.168.1.20:7400\n", "# or: peer = [fd00::7]:7400\n", "chmod 600 DIR/key\n",
      "scp -p /var/lib/",
      "USB stick", "galley peers", "galley peer probe 192.168.1.20:7400\n",
    ] { #expect(text.contains(part), "\(part)") }
    #expect(NewKey.text("/k", "/c", []).contains("peer = ADDRESS-OF-THIS-BOX:7400\n"))
  }
}
