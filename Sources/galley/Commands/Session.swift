import Control
import Events
import Host
import Screens
import Venue

/// One command in progress: what it asked, and where its answer goes.
///
/// The answer goes out as frames, whether they end on this process's own output, at the far end of the control
/// socket, or on a screen's message line.
final class Session {
  let invocation: Invocation
  /// The command line, without the program's name.
  let words: [String]
  /// How the person or program that gave the command wants its answer.
  let settings: SettingValues
  var manner: Manner
  /// Where it was given.
  let surface: Entrance
  /// Of whoever is logged in on the screen where it was given.
  let pass: [UInt8]?
  /// Whether no terminal runs: this process has opened the log for it alone.
  let isAlone: Bool
  /// Hears why it was refused.
  var onFailure: ((Failure) -> Void)?
  /// Called once it is known who gives it, and that they may.
  var onAdmitted: (() -> Void)?
  private var onPin: (([UInt8]) -> Void)?
  private let emit: (ControlFrame) -> Void
  private(set) var isFinished = false
  /// What the command reads, as it arrives; see ``Invocation/inputPath``.
  var onInput: (([UInt8]) -> Void)?
  var onInputEnd: (() -> Void)?
  /// What came before anyone listened.
  private var earlyInput: [UInt8] = []
  private var hasEarlyEnd = false

  init(
    _ invocation: Invocation, _ words: [String], _ settings: SettingValues, _ manner: Manner,
    on surface: Entrance, pass: [UInt8]? = nil, isAlone: Bool = false,
    emit: @escaping (ControlFrame) -> Void
  ) {
    self.invocation = invocation
    self.words = words
    self.surface = surface
    self.pass = pass
    self.isAlone = isAlone
    self.settings = settings
    self.manner = manner
    self.emit = emit
  }

  /// Understands words that came over the socket or were typed on a screen.
  convenience init(
    words: [String], on surface: Entrance, pass: [UInt8]? = nil, emit: @escaping (ControlFrame) -> Void
  ) throws {
    try Failure.refuseControlCharacters(words)
    let arguments = try Arguments(words)
    self.init(
      try CommandTable.understand(arguments), words, try SettingValues(arguments), Manner(arguments),
      on: surface, pass: pass, emit: emit)
  }

  var wantsJSON: Bool { settings.json }

  func print(_ text: String) { print(Array(text.utf8)) }

  func print(_ bytes: [UInt8]) {
    for frame in ControlFrame.pieces(.output, bytes) { emit(frame) }
  }

  /// Bytes for standard error: progress and warnings.
  func warn(_ text: String) {
    for frame in ControlFrame.pieces(.error, Array(text.utf8)) { emit(frame) }
  }

  /// The theme that was asked for; where its file cannot be used, why, and the built-in one.
  func theme() -> Theme {
    let (theme, trouble) = ThemeFiles().theme(settings.theme)
    if let trouble { warn("galley: \(VisibleText.line(trouble))\n") }
    return theme
  }

  /// Tells whoever gave the command how far the log goes: they read its files themselves.
  func tell(_ mark: LogMark) { emit(ControlFrame(.position, mark.bytes)) }

  func finish(status: Int32 = 0) {
    guard !isFinished else { return }
    isFinished = true
    onInput = nil
    onInputEnd = nil
    onPin = nil
    onFailure = nil
    onAdmitted = nil
    emit(.exit(status))
  }

  func fail(_ failure: Failure) {
    onFailure?(failure)
    warn(failure.text(json: wantsJSON))
    finish(status: failure.status.rawValue)
  }

  /// Asks whoever gave the command for a PIN; `answer` gets it, or nothing where there is none to be had.
  func askPin(_ question: ControlFrame, _ answer: @escaping ([UInt8]) -> Void) {
    onPin = answer
    emit(question)
  }

  /// Takes the answer to ``askPin(_:_:)``; one that nobody asked for is left aside.
  func takePin(_ pin: [UInt8]) {
    let asked = onPin
    onPin = nil
    asked?(pin)
  }

  /// Hears of input from now on, what came before included.
  func listen(_ onInput: @escaping ([UInt8]) -> Void, end: @escaping () -> Void) {
    self.onInput = onInput
    onInputEnd = end
    if !earlyInput.isEmpty { onInput(earlyInput) }
    earlyInput = []
    if hasEarlyEnd { end() }
  }

  func take(_ bytes: [UInt8]) {
    guard !isFinished else { return }
    if let onInput { onInput(bytes) } else { earlyInput += bytes }
  }

  func endInput() {
    if let onInputEnd { onInputEnd() } else { hasEarlyEnd = true }
  }
}

extension Invocation {
  /// The file that whoever gives the command must read for it.
  var inputPath: String? {
    switch self {
    case .ingest(let path), .change(.importMenu(let path)): path
    case .change(.publishMenu(let path, _)): path
    case .menuRead(let menu): menu.path
    case .change(.place(line: nil)), .voice(.listen): "-"
    case .change(.place), .change(.request), .change(.open), .change(.terms), .change(.activate),
      .change(.createExperiment), .change(.addStaff), .change(.startPayment), .change(.keepCard), .staffList,
      .partners, .message, .exportEvents, .logIn, .logOut, .show, .list, .payStatus,
      .events, .state, .verify, .forget, .metrics,
      .doctor,
      .serve, .kitchen, .staff, .manager, .table, .version, .config, .menus, .experiments, .reportDay,
      .insights, .export, .importOrders,
      .menuEdit,
      .menuExample,
      .peers,
      .probe,
      .newKey, .help, .completion, .complete, .themeList, .themeShow, .screen, .demo, .voice(.grammar),
      .voice(.intents):
      nil
    }
  }

  /// Whether it acts on each line of its input as that comes, and does not wait for the end.
  var isLive: Bool { if case .voice(.listen) = self { true } else { false } }

  /// Opens the file of a command that was typed on a screen; nil where it reads none.
  ///
  /// A screen's standard input is its keyboard: to wait for the end of that would stop the board.
  func openTypedInput() throws(Failure) -> InputFile? {
    guard let path = inputPath else { return nil }
    guard path != "-" else {
      throw Failure(.usage, "usage", "a screen has no standard input; name a file, like: ingest lines.jsonl")
    }
    do {
      return try InputFile(path: path)
    } catch {
      throw Failure(.refused, "file", error.description)
    }
  }
}
