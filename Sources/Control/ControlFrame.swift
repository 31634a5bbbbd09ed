/// What goes over the control socket, between the terminal that holds the log and its commands, further screens and
/// partners: one byte that says what it is, four for the length of its content (the high one first), and the content.
///
/// Both ends are of one version and one user, so it is as plain as can be. It is no system call and no thread: whoever
/// has bytes of the socket gives them to a ``FrameReader``.
public struct ControlFrame: Hashable, Sendable {
  public enum Kind: UInt8, CaseIterable, Sendable {
    /// A command line, as a JSON list of its words.
    case run = 0x52
    /// A piece of what the command reads from a file or standard input.
    case input = 0x49
    /// The end of that.
    case inputEnd = 0x45
    /// For standard output, and for standard error.
    case output = 0x4F
    case error = 0x58
    /// The exit status, one byte: the command is done.
    case exit = 0x51
    /// A screen asks to follow.
    case attach = 0x41
    /// A reader of the log's files asks how far they are durable, and for what comes after.
    case follow = 0x46
    /// The answer to that, as JSON.
    case position = 0x50
    /// To a follower: who the terminal is, as JSON.
    case identity = 0x44
    /// To a follower: event lines, each with its newline.
    case lines = 0x4C
    /// To a follower: all that it missed has been sent; how many events the terminal holds, in decimal digits.
    case caughtUp = 0x43
    /// To a follower: how it stands with the other terminals, as JSON.
    case peers = 0x4D
    /// To a follower: what is wrong, in words; empty when nothing is.
    case banner = 0x42
    /// To a follower: how it stands with the partners that the terminal runs, as a JSON list.
    case partners = 0x70
    /// A table's screen wants the table's socket, for as long as it stays connected: the table's name. The same frame
    /// comes back once the socket stands.
    case table = 0x54
    /// Somebody looks at a table's screen.
    case touch = 0x48
    /// To a table's screen: the menu, as JSON.
    case menu = 0x55
    /// To a table's screen: what the lines and the menu before it are of, as JSON.
    case tableState = 0x53
    /// Where a command comes from: `shell` or `screen`; before the command.
    case surface = 0x47
    /// The PIN of a member of staff is wanted: their name.
    case askPin = 0x57
    /// The PIN that a member of staff shall have is wanted: their name.
    case askNewPin = 0x4E
    /// The answer to either; empty where there is none to be had.
    case pin = 0x4B
    /// A screen logs somebody in: their name. A PIN is asked for; then comes a pass, or an error.
    case logIn = 0x4A
    /// What a screen shows with each command while somebody is logged in there; before the command.
    case pass = 0x56
    /// A pass is not wanted any more.
    case logOut = 0x5A
    /// What a provider has sent to the house's door, as JSON: ``WebhookCall``. The answer is an output with the HTTP status
    /// in decimal digits, then an exit.
    case webhook = 0x59
    /// The 16 letters of a short link to a payment. The answer is an output with the provider's page where it is open, else
    /// with nothing and the exit status 1, or 3 where no payment has that link.
    case payLink = 0x79

    /// How many bytes of content such a frame may have.
    var contentBytes: ClosedRange<Int> {
      switch self {
      case .inputEnd, .attach, .follow, .touch: 0...0
      case .exit: 1...1
      case .surface, .askPin, .askNewPin, .pin, .logIn, .pass, .logOut, .payLink: 0...ControlFrame.nameLimit
      case .run, .input, .output, .error, .position, .identity, .lines, .caughtUp, .peers, .banner, .partners,
        .table, .menu, .tableState, .webhook:
        0...ControlFrame.contentLimit
      }
    }
  }

  public let kind: Kind
  public let content: [UInt8]

  /// 1 MiB: one event line and its newline, the longest there is.
  public static let contentLimit = 1 << 20
  /// 4 KiB: a name as long as a word of a command line may be, a PIN, a pass.
  public static let nameLimit = 4_096
  /// The kind and the length.
  static let headBytes = 5

  public init(_ kind: Kind, _ content: [UInt8] = []) {
    self.kind = kind
    self.content = content
  }

  public init(_ kind: Kind, _ text: String) { self.init(kind, Array(text.utf8)) }

  /// The frame as it goes over the socket.
  public var bytes: [UInt8] {
    let count = UInt32(content.count)
    return [kind.rawValue] + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: count >> $0) } + content
  }

  /// Cuts content that is longer than one frame into several of the same kind.
  public static func pieces(_ kind: Kind, _ content: [UInt8]) -> [ControlFrame] {
    stride(from: 0, to: content.count, by: contentLimit).map { start in
      ControlFrame(kind, Array(content[start..<min(start + contentLimit, content.count)]))
    }
  }
}
