import EventLog
import Events
import Host
import Replication

/// `galley config new-key`: the key that the terminals of a house share, and how to carry it to the next box.
enum NewKey {
  /// What the contract's examples and the manual listen on.
  private static let port: UInt16 = 7_400

  /// - Parameter path: where the key goes; nil: into the data directory.
  /// - Returns: what to print.
  static func make(at path: String?, _ options: Options) throws -> String {
    let file = try place(path, options)
    do throws(KeyFileFault) {
      try KeyFile.make(file)
    } catch {
      let isThere = error.kind == .exists
      let hint = isThere && path == nil ? "; the PINs of staff hang on it, so carry this one on" : ""
      throw Failure(isThere ? .refused : .disk, isThere ? "exists" : "disk", error.description + hint)
    }
    if options.wantsJSON { return JSON.object(["file": .string(file)]).compactText + "\n" }
    return text(file, options.settingsPath, OwnAddresses.all)
  }

  /// The whole path, as a settings file wants it.
  private static func place(_ path: String?, _ options: Options) throws -> String {
    guard let path else { return "\(try PosixDisk(root: options.dataPath, program: "galley").root)/key" }
    guard !path.hasPrefix("/"), let directory = ThisProcess.workingDirectory else { return path }
    return "\(directory)/\(path)"
  }

  /// - Parameter addresses: where other machines reach this one, the likeliest first.
  static func text(_ file: String, _ settings: String, _ addresses: [PeerAddress]) -> String {
    let own = addresses.map { PeerAddress(host: $0.host, port: port).description }
    let address = own.first ?? "ADDRESS-OF-THIS-BOX:\(port)"
    let others = own.dropFirst().map { "\n        # or: peer = \($0)" }.joined()
    return """
      The key is in \(file).
      Whoever has it can read and write every order: keep it on the boxes of this house.

      1. On this box, put these two lines into \(settings):
            listen = 0.0.0.0:\(port)
            key-file = \(file)

      2. Carry the key to the next box, into its data directory (galley config names it there), in one of these ways:
         - over the network, with the next box's own user, name and data directory:
            scp -p \(file) USER@NEXT-BOX:DIR/key
         - by USB stick: copy the file to the stick, and on the next box from the stick to DIR/key; then take it off
           the stick.
         - by hand: type its one line into DIR/key and end it with Enter. A slip in typing is noticed.
         Then, on the next box:
            chmod 600 DIR/key

      3. On the next box, put these two lines into DIR/galley.conf:
            peer = \(address)\(others)
            key-file = key

      4. Start galley again on both. On the next box, galley peers says how it stands with the link, and
            galley peer probe \(address)
         what is wrong with it. Every further box is done as in 2 and 3.

      """
  }
}
