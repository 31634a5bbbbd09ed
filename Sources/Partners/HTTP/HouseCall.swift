import Control

/// Figures of the house that programs outside may read.
enum HouseExport: String, Hashable {
  case workforce, crm

  /// Spans of business days, as the command line calls them.
  static let windows = ["1d", "7d", "28d", "90d", "month", "last-month"]
}

/// What the terminal is asked for a caller: one frame there, an output and an exit back.
enum HouseCall: Hashable {
  case webhook(WebhookCall)
  /// The 16 letters of a payment's short link, in upper case.
  case payLink(String)
  case metrics
  case export(HouseExport, window: String?)

  var frame: ControlFrame {
    switch self {
    case .webhook(let call): ControlFrame(.webhook, call.json.canonicalBytes)
    case .payLink(let letters): ControlFrame(.payLink, letters)
    case .metrics: .command(["metrics"])
    case .export(let export, let window):
      .command(["export", export.rawValue] + (window.map { ["--window", $0] } ?? []))
    }
  }

  /// What the caller hears, once the terminal has said all.
  func response(to answer: HouseAnswer) -> DoorResponse {
    switch answer {
    case .nobody: DoorResponse(.unavailable)
    case .late: DoorResponse(.gatewayTimeout)
    case .senseless: DoorResponse(.badGateway)
    case .said(let output, let status):
      switch self {
      case .webhook: Self.webhook(output, status)
      case .payLink: Self.payLink(output, status)
      case .metrics:
        status == 0 ? DoorResponse(.ok, body: output, type: Self.metricsText) : DoorResponse(.badGateway)
      // Another export is on its way, or the disk can't be read: later it may be.
      case .export:
        status == 0 ? DoorResponse(.ok, body: output, type: "application/json") : DoorResponse(.unavailable)
      }
    }
  }

  /// The text format of Prometheus, version 0.0.4.
  private static let metricsText = "text/plain; version=0.0.4; charset=utf-8"

  /// The sender hears the terminal's own word; 200 comes from nowhere else.
  private static func webhook(_ output: [UInt8], _ status: Int32) -> DoorResponse {
    switch String(decoding: output, as: UTF8.self) {
    case "200" where status == 0: DoorResponse(.ok)
    case "400":
      DoorResponse(.badRequest, "The message was not accepted: its signature does not fit, or is old.")
    case "500": DoorResponse(.internalError)
    // The terminal is there, and the provider's adapter is not.
    case "503": DoorResponse(.unavailable)
    case _: DoorResponse(.badGateway)
    }
  }

  private static func payLink(_ output: [UInt8], _ status: Int32) -> DoorResponse {
    switch status {
    case 0:
      guard isPage(output) else { return DoorResponse(.badGateway) }
      let page = DoorResponse.Field(name: "Location", value: String(decoding: output, as: UTF8.self))
      return DoorResponse(.seeOther, "Go on to the payment's page.", fields: [page])
    case 1:
      return DoorResponse(
        .gone, "This payment is not open any more: it is paid, or it has ended. Ask the staff.")
    case 3:
      return DoorResponse(.notFound, "No payment has this address. Scan the code again, or ask the staff.")
    case _: return DoorResponse(.badGateway)
    }
  }

  /// Whether a guest may be sent there: visible ASCII, so that no second field hides in it, and nothing that a browser
  /// would run. `galley:` is the page of the simulated provider.
  private static func isPage(_ url: [UInt8]) -> Bool {
    let start = HTTPBytes.lowered(url.prefix(8))
    return ["https://", "http://", "galley:"].contains { start.hasPrefix($0) }
      && url.allSatisfy { (0x21...0x7E).contains($0) }
  }
}

/// What the terminal said to a call.
enum HouseAnswer: Hashable {
  case said([UInt8], status: Int32)
  /// It went away before it had said all; or nobody was there.
  case nobody
  case late
  /// No frame, or one that nobody waits for, or more than is taken.
  case senseless
}

/// Puts a terminal's answer together from bytes as they arrive.
struct HouseAnswerReader {
  private var frames = FrameReader()
  private var output: [UInt8] = []

  /// 16 MiB; the metrics of a large house are some 20 KiB, and 20,000 orders of an export 9 MiB.
  static let outputLimit = 16 << 20

  /// Takes bytes; the answer where it is whole by now.
  mutating func take(_ arrived: [UInt8]) -> HouseAnswer? {
    guard let arrived = try? frames.take(arrived) else { return .senseless }
    for frame in arrived {
      if let status = frame.exitStatus { return .said(output, status: status) }
      switch frame.kind {
      case .output:
        output += frame.content
        guard output.count <= Self.outputLimit else { return .senseless }
      // Why a command failed is told with its status; the words are for a person at the terminal.
      case .error: break
      case .run, .input, .inputEnd, .exit, .attach, .follow, .position, .identity, .lines, .caughtUp, .peers,
        .banner, .partners, .table, .touch, .menu, .tableState, .surface, .askPin, .askNewPin, .pin, .logIn,
        .pass,
        .logOut,
        .webhook, .payLink:
        return .senseless
      }
    }
    return nil
  }
}
