import Foundation
import Testing

/// The unit that galley-kiosk(7) gives, line by line: what a kitchen's screen lacks without each, nobody would see
/// before the evening on which it counts.
@Suite struct KioskTests {
  private static let needed = [
    "Unit": [
      // Whoever holds the first console must leave it.
      "Conflicts=getty@tty1.service",
      // systemd otherwise gives up after five quick failures.
      "StartLimitIntervalSec=0",
    ],
    "Service": [
      "User=galley", "ExecStart=/usr/local/bin/galley kitchen", "Restart=always",
      // The keys and the picture, on a console that nobody before has left in disorder.
      "StandardInput=tty", "StandardOutput=tty", "TTYPath=/dev/tty1", "TTYReset=yes", "TTYVHangup=yes",
      "DeviceAllow=/dev/tty1 rw",
      // Messages would else be written over the board.
      "StandardError=journal",
      // The one place to write to, with the log and the control socket in it.
      "ProtectSystem=strict", "StateDirectory=galley", "StateDirectoryMode=0700",
      "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6", "NoNewPrivileges=yes",
    ],
    "Install": ["WantedBy=multi-user.target"],
  ]

  /// What would take from the service something that the board needs.
  private static let forbidden = [
    "PrivateDevices=yes", "PrivateNetwork=yes", "PrivateUsers=yes", "DynamicUser=yes",
  ]

  @Test func theUnitHasWhatABoardNeeds() throws {
    let unit = try unit()
    for (section, lines) in Self.needed {
      let there = try #require(unit[section], "no [\(section)]")
      for line in lines { #expect(there.contains(line), "[\(section)] \(line)") }
    }
    for line in Self.forbidden { #expect(unit["Service"]?.contains(line) == false, "\(line)") }
  }

  @Test func everyLineOfTheUnitIsOneOfItsKind() throws {
    let unit = try unit()
    #expect(Set(unit.keys) == ["Unit", "Service", "Install"])
    for (section, lines) in unit {
      for line in lines {
        #expect(line.wholeMatch(of: /[A-Z][A-Za-z]+=[^\\]*/) != nil, "[\(section)] \(line)")
      }
      let keys = lines.compactMap { $0.split(separator: "=").first }.filter { $0 != "ExecStartPre" }
      #expect(Set(keys).count == keys.count, "[\(section)] says something twice")
    }
  }

  /// A font or a tool that is missing must not keep the board from its screen.
  @Test func whatRunsBeforeTheBoardMayFail() throws {
    let before = try #require(try unit()["Service"]).filter { $0.hasPrefix("ExecStartPre=") }
    #expect(before.count == 2)
    for line in before { #expect(line.hasPrefix("ExecStartPre=-+/usr/bin/"), "\(line)") }
    let page = try ManualPage("galley-kiosk.7").lines.joined(separator: "\n")
    for package in ["kbd", "fonts-spleen", "libncursesw6"] { #expect(page.contains(package), "\(package)") }
  }

  /// The unit's lines by section.
  private func unit() throws -> [String: [String]] {
    let lines = try ManualPage("galley-kiosk.7").lines
    let first = try #require(lines.firstIndex(of: #".\" unit galley-kiosk.service"#))
    let last = try #require(lines[first...].firstIndex(of: #".\" end"#))
    var unit: [String: [String]] = [:]
    var section = ""
    for line in lines[first..<last] where !line.isEmpty && !line.hasPrefix(".") {
      if line.hasPrefix("[") {
        section = String(line.dropFirst().dropLast())
      } else {
        unit[section, default: []].append(line)
      }
    }
    return unit
  }
}
