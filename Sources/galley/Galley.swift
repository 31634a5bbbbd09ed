import Control
import Host
import Screens
import Venue

/// The program: understands its command line and hands it to whoever does it.
@main
enum Galley {
  static let version = "0.1.0"

  static func main() {
    ThisProcess.holdStandardDescriptors()
    ThisProcess.forbidCoreFiles()
    ThisProcess.ignoreBrokenPipes()
    let wantsJSON = CommandLine.arguments.contains("--json")
    do {
      try ThisProcess.checkPaths()
      ThisProcess.exit(try run(ThisProcess.arguments()))
    } catch {
      let failure = Failure(error)
      StandardStreams.warn(failure.text(json: wantsJSON))
      ThisProcess.exit(failure.status.rawValue)
    }
  }

  private static func run(_ words: [String]) throws -> Int32 {
    try Failure.refuseControlCharacters(words)
    let words = asSeen(words)
    let arguments = try Arguments(words)
    let invocation = try CommandTable.understand(arguments)
    switch invocation {
    case .version:
      StandardStreams.print("galley \(version)\n")
      return 0
    case .help(let topic):
      StandardStreams.print(try Help.text(about: topic))
      return 0
    case .completion(let shell):
      StandardStreams.print(try Completion.script(for: shell))
      return 0
    case .complete(let words):
      let completer = Completer(words)
      if completer.asksTheHouse {
        return try OneCommand(invocation, ["complete", "--"] + words, options(try Completion.asked(words)))
          .run()
      }
      let themes = ThemeFiles().all.map(\.name)
      StandardStreams.print(
        Completion.text(
          completer.words(in: House(), at: SystemClock.wall(), themes: themes, zones: ZoneFiles.names)))
      return 0
    case .menuEdit(let version?):
      throw Failure(
        .refused, "immutable",
        "a version is never changed, “\(version)” neither; change the document with: galley menu edit, and freeze it "
          + "with: galley menu snapshot")
    case .menuEdit: return try MenuEdit(options: options(arguments)).run()
    case .demo(let demo): return try DemoRun(demo, themeName: arguments.value("theme")).run()
    case .menuExample:
      StandardStreams.print(ExampleMenu.text)
      return 0
    case .voice(.intents):
      StandardStreams.print(VoiceText.intents(json: arguments.has("json")))
      return 0
    case .partners(.schema):
      StandardStreams.print(CloudEventSchema.document.compactText + "\n")
      return 0
    case .config(let key):
      let options = try options(arguments)
      let house = HouseSettings.read(options)
      if let trouble = house.trouble { StandardStreams.warn("galley: \(VisibleText.line(trouble))\n") }
      let report = ConfigReport(options, house)
      StandardStreams.print(try key.map { key in try report.output(of: key) } ?? report.output)
      return 0
    case .themeList:
      StandardStreams.print(ThemeCommands.list(json: try options(arguments).wantsJSON))
      return 0
    case .themeShow(let name):
      StandardStreams.print(try ThemeCommands.show(name, json: options(arguments).wantsJSON))
      return 0
    case .newKey(let path):
      StandardStreams.print(try NewKey.make(at: path, options(arguments)))
      return 0
    case .logIn(let name):
      throw UsageFault("login is for a screen; in a shell a command takes: --as \(name)")
    case .logOut: throw UsageFault("logout is for a screen; in a shell nobody stays logged in")
    case .probe(let address): return try PeerProbe(address, options(arguments)).run()
    case .kitchen: return try fullScreen(.kitchen, arguments)
    case .staff: return try fullScreen(.staff, arguments)
    case .table(let table):
      let options = try options(arguments)
      return try TableScreen.run(table, options, try options.links())
    case .manager: return try fullScreen(.manager, arguments)
    case .serve:
      let options = try options(arguments)
      return try Serving(options, try options.links()).run()
    case .change, .show, .list, .payStatus, .events, .state, .ingest, .verify, .forget, .metrics, .doctor,
      .peers, .menus, .menuRead, .experiments, .reportDay, .insights, .export, .importOrders, .screen,
      .staffList, .partners, .message,
      .exportEvents,
      .voice(.listen),
      .voice(.grammar):
      return try OneCommand(invocation, words, options(arguments)).run()
    }
  }

  /// A person at a terminal gets lists in columns and differences in colours, whichever process makes them.
  private static func asSeen(_ words: [String]) -> [String] {
    guard Descriptor.isTerminal(Descriptor.standardOutput), let arguments = try? Arguments(words),
      let flags = CommandTable.command(arguments.words)?.flags
    else { return words }
    // https://no-color.org: any value but an empty one.
    let isPlain = ThisProcess.environment("NO_COLOR").map { !$0.isEmpty } ?? false
    let wanted = isPlain ? [Flag.columns] : [.columns, .colours]
    return wanted.filter { flags.contains($0) && !arguments.has($0.name) }.map { "--\($0.name)" } + words
  }

  private static func fullScreen(_ mode: Console.Mode, _ arguments: Arguments) throws -> Int32 {
    let options = try options(arguments)
    return try FullScreen.run(mode, options, try options.links())
  }

  private static func options(_ arguments: Arguments) throws -> Options {
    let options = try Options(arguments)
    try ZoneFiles.check(options.settings)
    // The house's own setting takes over once the log is read.
    if let zone = options.settings.timeZone { LocalTime.use(zone: zone) }
    return options
  }
}

/// Standard output and error. What can't be written there is lost: nobody is left to be told.
enum StandardStreams {
  static func print(_ text: String) {
    try? Descriptor.writeAll(Array(text.utf8), to: Descriptor.standardOutput)
  }

  static func warn(_ text: String) {
    try? Descriptor.writeAll(Array(text.utf8), to: Descriptor.standardError)
  }
}
