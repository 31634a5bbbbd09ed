import Dining
import EventLog
import Events
import Host
import Menus
import Screens
import Venue

/// `import orders`: reads the files and the log in the process of whoever gave the command, and hands event lines to
/// the terminal that holds the log.
final class ImportOrders {
  private let file: Invocation.OrderFile
  private let isOnScreen: Bool
  private var understood: OrderImport?
  private var written: ImportedEvents?

  /// Bytes of lines that go to the terminal at once.
  private static let pieceBytes = 1 << 16

  /// - Parameter isOnScreen: whether a full screen has the terminal, so that nothing may be drawn on it.
  init(_ file: Invocation.OrderFile, isOnScreen: Bool = false) {
    self.file = file
    self.isOnScreen = isOnScreen
  }

  /// What is known of a log before an import.
  private struct Before: Sendable {
    var imports: ImportedBefore
    var house = House()

    mutating func take(_ event: Event) {
      imports.take(event)
      if MenuBook.holds(event) { house.insert(event) }
    }
  }

  /// What was understood of the file; nothing is written.
  func preview(_ disk: PosixDisk, _ mark: LogMark, _ session: Session) throws -> [UInt8] {
    _ = try read(LogReader(on: disk, durable: mark.durable), mark)
    return summary(json: session.wantsJSON)
  }

  /// Makes event lines of the orders, and an empty line after each order.
  func write(_ disk: PosixDisk, _ mark: LogMark, _ send: ([UInt8]) throws -> Void) throws {
    let reader = LogReader(on: disk, durable: mark.durable)
    var (orders, before) = try read(reader, mark)
    if orders.orders.isEmpty, let first = orders.refusals.first {
      throw Failure(
        .refused, "import",
        "no row of \(file.path) can be taken, the first since: line \(first.line): \(first.reason)")
    }
    var events = ImportedEvents(after: before.imports, in: orders.currency)
    before.house = House()
    var progress = Progress("import", isWanted: !isOnScreen)
    var piece: [UInt8] = []
    for (number, order) in orders.orders.enumerated() {
      switch try events.lines(of: order, reader.events(of:)) {
      case .success(let lines) where lines.isEmpty: break
      case .success(let lines): piece += lines.flatMap { $0 + [UInt8(ascii: "\n")] } + [UInt8(ascii: "\n")]
      case .failure(let trouble): orders.refuse(order.line, trouble.reason)
      }
      guard piece.count >= Self.pieceBytes else { continue }
      try send(piece)
      piece = []
      progress.show(Int64(number), of: Int64(orders.orders.count))
    }
    if !piece.isEmpty { try send(piece) }
    progress.clear()
    understood = orders
    written = events
  }

  private func read(_ reader: LogReader, _ mark: LogMark) throws -> (OrderImport, Before) {
    let bytes = try read(file.path)
    let second = try file.setting.join.map { try read($0.path) }
    let start = Before(imports: ImportedBefore(mark.identity))
    let before = try reader.fold(into: start) { $0.take($1) }
    let now = SystemClock.wall()
    let around = OrderImport.Surroundings(
      menu: before.house.served(at: now)?.document, now: now, offset: LocalTime.offsetMinutes)
    do throws(OrderImportFault) {
      let orders = try OrderImport(bytes, second: second, file.setting, around)
      understood = orders
      return (orders, before)
    } catch {
      throw Failure(.refused, "import", error.sentence(file: file.path) + "; nothing of it was taken")
    }
  }

  private func read(_ path: String) throws -> [UInt8] {
    do {
      guard let bytes = try InputFile.read(path, limit: OrderImportLimits.fileBytes) else {
        throw Failure(.refused, "file", "there is no file \(path)")
      }
      return bytes
    } catch let fault as SystemFault {
      throw Failure(.refused, "file", fault.description)
    }
  }

  /// What was understood, and what of it is new.
  func summary(json: Bool) -> [UInt8] {
    guard let understood else { return [] }
    let text =
      json
      ? understood.json(written: written).compactText + "\n"
      : ImportText.text(understood, file: file.path, written: written)
    return Array(text.utf8)
  }
}
