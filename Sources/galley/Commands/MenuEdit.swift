import Control
import Events
import Host
import Menus
import Screens

/// `menu edit`: the document in the person's own editor, the difference before anything changes, then the import.
///
/// Whatever is refused on the way, what was typed stays in its file, and its path is said.
struct MenuEdit {
  let options: Options

  /// - Returns: the exit status.
  func run() throws -> Int32 {
    let before = try document()
    let scratch = try ScratchDirectory("galley-menu")
    let path = "\(scratch.path)/menu.json"
    try OutputFile.write(Array((JSONPage.text(before.json) + "\n").utf8), to: path)
    var isKept = false
    defer { if !isKept { try? scratch.remove() } }
    while true {
      isKept = true
      try edit(path)
      let after: MenuDocument
      do throws(MenuFault) {
        after = try MenuDocument(file: bytes(path))
      } catch {
        let sentence = error.sentence(file: path)
        if try ask("\(sentence)\nEdit again?", unasked: false) { continue }
        throw kept(Failure(.refused, "menu", sentence), path)
      }
      let diff = MenuDiff(from: before, to: after)
      guard !diff.isEmpty else {
        isKept = false
        StandardStreams.print("Nothing was changed.\n")
        return 0
      }
      StandardStreams.warn(
        MenuDiffText.text(diff, from: before, to: after, isColoured: options.manner.wantsColours))
      guard try ask("Import it?", unasked: true) else {
        StandardStreams.print("Nothing was imported; what you typed is in \(path)\n")
        return 0
      }
      let status = try importFile(path)
      isKept = status != 0
      if isKept {
        StandardStreams.warn("galley: what you typed is in \(path); try: galley menu import \(path)\n")
      }
      return status
    }
  }

  /// What was imported last.
  private func document() throws -> MenuDocument {
    let words = ["menu", "show", "--draft", "--json"]
    var output: [UInt8] = []
    var errors = ""
    let invocation = try CommandTable.understand(Arguments(words))
    var options = options
    options.settings.json = true
    let status = try OneCommand(invocation, words, options) { frame in
      if frame.kind == .output { output += frame.content }
      if frame.kind == .error { errors += String(decoding: frame.content, as: UTF8.self) }
    }.run()
    guard status == 0, let document = try? MenuDocument(file: output) else {
      throw Failure(.refused, "not_found", errors.isEmpty ? MenuText.nothing : errors)
    }
    return document
  }

  private func importFile(_ path: String) throws -> Int32 {
    let words =
      ["menu", "import", path] + (options.manner.isAnyway ? ["--anyway"] : [])
      + (options.manner.actor.map { ["--as", $0.string] } ?? [])
    return try OneCommand(CommandTable.understand(Arguments(words)), words, options).run()
  }

  /// As git does it: the variable may hold arguments too, so a shell reads it.
  private func edit(_ path: String) throws {
    let named = ["VISUAL", "EDITOR"].compactMap { ThisProcess.environment($0) }.first { !$0.isEmpty }
    guard named != nil || Descriptor.isTerminal(Descriptor.standardInput) else {
      throw kept(
        Failure(.refused, "editor", "there is no terminal for an editor; name one that needs none in EDITOR"),
        path)
    }
    let editor = named ?? "vi"
    let status = try ForegroundProcess.run(["sh", "-c", "\(editor) \"$1\"", editor, path])
    guard status == 0 else {
      throw kept(Failure(.refused, "editor", "the editor “\(editor)” ended with an error"), path)
    }
  }

  private func bytes(_ path: String) -> [UInt8] {
    var bytes: [UInt8] = []
    guard let file = try? InputFile(path: path) else { return [] }
    // One more than allowed is enough to be refused.
    while bytes.count <= MenuLimits.textBytes, let piece = try? file.next() { bytes += piece }
    return bytes
  }

  private func kept(_ failure: Failure, _ path: String) -> Failure {
    Failure(
      failure.status, failure.code, "\(failure.message); nothing was imported, what you typed is in \(path)")
  }

  /// Whether a person says yes.
  ///
  /// - Parameter unasked: what holds where nobody can answer.
  private func ask(_ question: String, unasked: Bool) throws -> Bool {
    guard Descriptor.isTerminal(Descriptor.standardInput) else { return unasked }
    StandardStreams.warn("\(question) [Y/n] ")
    var line: [UInt8] = []
    while !line.contains(UInt8(ascii: "\n")) {
      guard case .bytes(let bytes) = try Descriptor.read(Descriptor.standardInput) else { return false }
      line += bytes
    }
    return line.first != UInt8(ascii: "n") && line.first != UInt8(ascii: "N")
  }
}
