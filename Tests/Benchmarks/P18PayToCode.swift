import Events
import Foundation
import Glibc

extension Figure {
  /// P18: a payment is asked for: from the command to its code on the table's screen, beside the provider's own answer.
  static let p18 = Figure(name: "P18", measure: "pay start to the code on a table's screen") {
    // As long as a provider takes by day; each time once for ours and once for the yardstick.
    try PayToCode(answersMs: (0..<120).map { 200 + $0 * 73 % 201 }).results()
  }
}

/// A terminal with a partner process and a table's screen, and a provider that takes its time.
///
/// The yardstick is the same provider, asked directly over HTTP for a page like the adapter's: what is beside it is all
/// ours, the partner process and its connection included.
final class PayToCode {
  private let answersMs: [Int]
  private let scratch: ScratchDirectory
  private let provider: ProviderStandIn
  private let terminal: Child
  private let link: ControlLink
  private let screen: BoardTerminal
  /// In milliseconds.
  private(set) var took: [Double] = []
  private(set) var yardstick: [Double] = []

  init(answersMs: [Int]) throws {
    self.answersMs = answersMs
    let galley = try Galley()
    scratch = try ScratchDirectory()
    provider = try ProviderStandIn(in: scratch.path)
    let data = scratch.path + "/data"
    terminal = try Child(galley.path, ["--data", data, "serve"], input: "/dev/null", output: nil)
    link = try ControlLink(data: data)
    let secret = scratch.path + "/secret"
    guard
      FileManager.default.createFile(
        atPath: secret, contents: Data(ProviderStandIn.key.utf8), attributes: [.posixPermissions: 0o600])
    else { throw POSIXError(.EIO) }
    try link.run([
      "partner", "enable", "stripe", "--secret-key-file", secret, "--api-base",
      "http://127.0.0.1:\(provider.port)",
    ])
    screen = try BoardTerminal(galley, flags: ["--data", data, "table"], showing: "T4")
    try LinkedHouse.wait("the partner to run") { [link] in
      try link.objects(["partner", "list"]).first?["state"]?.string == "running"
    }
    _ = try screen.burst(quietMs: 300)
    try provider.makePages(inMs: answersMs.flatMap { [$0, $0] })
  }

  deinit {
    screen.end()
    terminal.end()
  }

  func results() throws -> [Figure.Result] {
    for _ in answersMs { try pay() }
    let least = answersMs.min() ?? 0
    let most = answersMs.max() ?? 0
    return [
      Figure.Result(
        label: "p50 of \(took.count) payments; the provider itself, which answers in \(least) to \(most) ms",
        ours: median(took), yardstick: median(yardstick), unit: "ms", reach: .none),
      Figure.Result(
        label: "p99; the same", ours: quantile(0.99, of: took), yardstick: quantile(0.99, of: yardstick),
        unit: "ms", reach: .atMost(1.3), stretch: .atMost(1.1)),
    ]
  }

  /// Asks for a payment and waits for all of the picture with its code; then asks the provider for the same.
  func pay() throws {
    let opening = try link.objects(["order", "open", "--table", "T4"])
    guard let order = opening.first?["order_id"]?.string else { throw ControlLink.Gone() }
    try link.run(["order", "add", order, "--open-item", "Soup", "--price", "9"])
    try link.run(["order", "submit", order])
    try link.run(["order", "bill", order])
    _ = try screen.burst(quietMs: 50)
    let start = ContinuousClock.now
    try link.run(["pay", "start", order])
    let title = try screen.wait(for: "Scan this to pay")
    let end = screen.burst(quietMs: 20, withinMs: 20)?.end ?? title
    took.append(milliseconds(from: start, to: end))
    yardstick.append(try seconds { try provider.makePage() } * 1_000)
    try link.run(["pay", "release", order])
    try link.run(["order", "deliver", order])
    try link.run(["pay", "cash", order, "9"])
    try link.run(["order", "close", order])
    _ = try screen.burst(quietMs: 50)
  }
}
