import Events
import Host
import Replication
import Screens

/// How a terminal meets the others, judged and ready: where it listens, whom it dials, by which keys.
struct LinkSettings {
  let listen: PeerAddress?
  let peers: [PeerAddress]
  /// The first to dial with, any to accept. None where nothing listens or dials, or with ``isInsecureLoopback``.
  let keys: [[UInt8]]
  /// Without keys, proofs and MACs, on this machine alone.
  let isInsecureLoopback: Bool

  /// A terminal that stands alone.
  static let none = LinkSettings(listen: nil, peers: [], keys: [], isInsecureLoopback: false)
}

/// What flags and settings say of links, before key files are read: commands to a running terminal need none.
struct LinkOptions {
  var listen: PeerAddress?
  var peers: [PeerAddress] = []
  var keyFiles: [String] = []
  var isInsecureLoopback = false

  /// More than a house has terminals.
  static let peersLimit = 64
  /// A new key, an old one while it is carried around, and some to spare.
  static let keyFilesLimit = 8

  init() {}

  init(_ arguments: Arguments, _ settings: SettingsFile?) throws {
    listen = try Options.value("listen", arguments.value("listen"), settings) { text throws(UsageFault) in
      try Self.address("listen", text)
    }
    let dialed = try Self.list("peer", arguments, settings) { text, _ throws(UsageFault) in
      let address = try Self.address("peer", text)
      guard address.port != 0 else { throw UsageFault("peer: port 0 stands for none that could be dialed") }
      return address
    }
    for peer in dialed where !peers.contains(peer) { peers.append(peer) }
    guard peers.count <= Self.peersLimit else {
      throw Failure(
        .usage, "peer", "\(peers.count) peers are more than a house has; at most \(Self.peersLimit)")
    }
    keyFiles = try Self.list("key-file", arguments, settings, Self.keyFile)
    guard keyFiles.count <= Self.keyFilesLimit else {
      throw Failure(
        .usage, "key_file", "more than \(Self.keyFilesLimit) key files; leave out those of old keys")
    }
    isInsecureLoopback =
      try Options.value(
        "insecure-loopback", arguments.has("insecure-loopback") ? "yes" : nil, settings,
        Options.truth("insecure-loopback")) ?? false
  }

  /// The flag's values, or else the setting's, each read with the file that it stands in.
  private static func list<Value>(
    _ name: String, _ arguments: Arguments, _ settings: SettingsFile?,
    _ read: (String, SettingsFile?) throws(UsageFault) -> Value
  ) throws -> [Value] {
    let flags = arguments.list(name)
    guard flags.isEmpty, let settings else { return try flags.map { try read($0, nil) } }
    return try settings.list(name).map { value in
      do throws(UsageFault) {
        return try read(value.text, settings)
      } catch {
        throw settings.fault(line: value.line, error.message)
      }
    }
  }

  private static func address(_ name: String, _ text: String) throws(UsageFault) -> PeerAddress {
    guard let address = PeerAddress(text) else {
      throw UsageFault("\(name): “\(text)” is no HOST:PORT, like 192.168.1.20:7400 or [fd00::1]:7400")
    }
    return address
  }

  /// A flag's file is found from where the command is given, as with every flag; a setting's from where the settings
  /// lie, as a service is started from anywhere.
  private static func keyFile(_ text: String, _ settings: SettingsFile?) throws(UsageFault) -> String {
    guard !text.isEmpty else { throw UsageFault("key-file: this names no file") }
    guard !text.hasPrefix("~") else {
      throw UsageFault("key-file: “~” means nothing here; write the whole path")
    }
    guard let settings, !text.hasPrefix("/") else { return text }
    return settings.path.split(separator: "/", omittingEmptySubsequences: false).dropLast().map { "\($0)/" }
      .joined() + text
  }

  /// Rows of `config` with `--json`. A key's file is named; the key is never shown (S11).
  var members: [JSON.Member] {
    var members: [JSON.Member] = []
    if let listen { members.append(JSON.Member("listen", .string(listen.description))) }
    members.append(JSON.Member("peer", .array(peers.map { .string($0.description) })))
    members.append(JSON.Member("key-file", .array(keyFiles.map { .string($0) })))
    members.append(JSON.Member("insecure-loopback", .string(isInsecureLoopback ? "yes" : "no")))
    return members
  }

  /// The same rows as lines.
  var text: String {
    let rows =
      [("listen", listen.map(\.description) ?? "(nowhere)")]
      + (peers.isEmpty ? [("peer", "(none)")] : peers.map { ("peer", $0.description) })
      + (keyFiles.isEmpty ? [("key-file", "(none)")] : keyFiles.map { ("key-file", $0) })
      + [("insecure-loopback", isInsecureLoopback ? "yes" : "no")]
    return rows.map { "\($0.0) = \($0.1)\n" }.joined()
  }
}

extension Options {
  /// Reads the keys and judges what is said of links, at the start of a terminal (S3, S12).
  ///
  /// Without a key nothing listens or dials, but for `insecure-loopback`, which leaves keys out and takes no address
  /// that another machine could reach. A key is read even where no link is asked for: one that can't be used is
  /// noticed now and not on the day when the second box is bought.
  func links() throws -> LinkSettings {
    if link.isInsecureLoopback {
      for address in [link.listen].compactMap(\.self) + link.peers where !address.isLoopback {
        throw Failure(
          .usage, "loopback",
          "insecure-loopback takes addresses of this machine alone, and \(address) is none, like 127.0.0.1:7400 is; "
            + "leave insecure-loopback out and give a key, made with: galley config new-key")
      }
      return LinkSettings(listen: link.listen, peers: link.peers, keys: [], isInsecureLoopback: true)
    }
    var keys: [[UInt8]] = []
    for path in link.keyFiles {
      let key = try KeyFile.read(path)
      if !keys.contains(key) { keys.append(key) }
    }
    if keys.isEmpty, let address = link.listen ?? link.peers.first {
      throw Failure(
        .usage, "no_key",
        "\(address) is \(link.listen == nil ? "a peer to dial" : "to be listened on"), and there is no key; make one "
          + "with: galley config new-key, and name its file with --key-file or in \(settingsPath)")
    }
    return LinkSettings(listen: link.listen, peers: link.peers, keys: keys, isInsecureLoopback: false)
  }
}
