import Host
import Screens
import Terminal

/// This process's terminal as one screen: keys come in, pictures go out, signals end it. What is drawn and what keys
/// mean is its owner's.
final class ScreenLoop {
  let screen: Screen
  private let loop: EventLoop
  private let signals: SignalSource
  private var decoder = KeyDecoder()
  private var isPaintDue = false
  /// Why it ended by itself.
  private var failure: (any Error)?
  /// What is to be seen now; nil while nothing is known that could be drawn.
  private var draw: () -> Drawing? = { nil }
  private var press: (Key) -> Void = { _ in }

  /// One picture.
  struct Drawing {
    let frame: Frame
    /// In how long it is another one by itself.
    let nextMs: Int64
    /// What is to be done once it is seen.
    var afterwards: () -> Void = {}
  }

  /// A lone Escape is told from the start of a sequence by what follows within this time.
  private static let escapeMs: Int64 = 40
  private static let painterVariables = ["TERM", "NO_COLOR", "LC_ALL", "LC_CTYPE", "LANG", "COLORTERM"]

  /// Refuses to go on without a terminal, before anything is opened for it.
  static func checkTerminal() throws(Failure) {
    guard Descriptor.isTerminal(Descriptor.standardInput) else {
      throw Failure(.usage, "terminal", "\(ScreenFailure.notATerminal)")
    }
  }

  /// Takes the terminal over.
  init(_ loop: EventLoop, _ signals: SignalSource, theme: Theme, hasMouse: Bool) throws(Failure) {
    self.loop = loop
    self.signals = signals
    do throws(ScreenFailure) {
      screen = try Screen(
        descriptor: Descriptor.standardInput, environment: ThisProcess.environment(of: Self.painterVariables),
        theme: theme)
    } catch {
      throw Failure(.usage, "terminal", error.description)
    }
    screen.reportMouse(hasMouse)
  }

  /// Shows pictures and hears keys until ``stop()`` or a signal, then gives the terminal back.
  func run(_ draw: @escaping () -> Drawing?, press: @escaping (Key) -> Void) throws {
    self.draw = draw
    self.press = press
    loop.whenReadable(signals.number) { [unowned self] in hearSignals() }
    loop.whenReadable(Descriptor.standardInput) { [unowned self] in readKeys() }
    paintSoon()
    do {
      try loop.run()
    } catch {
      failure = error
    }
    screen.leave()
    self.draw = { nil }
    self.press = { _ in }
    if let failure { throw failure }
  }

  func stop(because failure: (any Error)? = nil) {
    self.failure = failure
    loop.stop()
  }

  var size: Size {
    let size = TerminalDevice.size(Descriptor.standardInput) ?? (80, 24)
    return Size(widthColumns: size.columns, heightRows: size.rows)
  }

  /// Paints once at the end of this turn of the loop, however much has changed in it.
  func paintSoon() {
    guard !isPaintDue else { return }
    isPaintDue = true
    loop.at(SystemClock.monotonicMs(), "paint") { [unowned self] in paint() }
  }

  /// Paints all of it anew: something else may have written on the terminal.
  func repaint() {
    screen.forget()
    paintSoon()
  }

  private func paint() {
    isPaintDue = false
    guard let drawing = draw() else { return }
    screen.paint(drawing.frame)
    drawing.afterwards()
    loop.at(SystemClock.monotonicMs() + max(1, drawing.nextMs), "tick") { [unowned self] in paint() }
  }

  private func hearSignals() {
    for signal in signals.take() {
      switch signal {
      case .resize: paintSoon()
      case .resume: repaint()
      case .terminate, .hangUp, .interrupt: loop.stop()
      }
    }
  }

  private func readKeys() {
    switch Result(catching: { try Descriptor.read(Descriptor.standardInput) }) {
    case .success(.bytes(let bytes)): for key in decoder.decode(bytes) { press(key) }
    case .success(.nothingYet): return
    // The terminal hung up.
    case .success(.end), .failure: return loop.stop()
    }
    loop.cancel("escape")
    guard decoder.isWaiting else { return }
    loop.at(SystemClock.monotonicMs() + Self.escapeMs, "escape") { [unowned self] in
      for key in decoder.timedOut() { press(key) }
    }
  }
}
