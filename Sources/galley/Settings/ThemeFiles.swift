import Glibc
import Host
import Screens

/// Where theme files lie, and how one is read.
struct ThemeFiles {
  /// In the order in which they are looked through; the first file of a name counts.
  let folders: [String]

  private static let ending = ".theme"

  /// The folders of this user, of the machine, and of the checkout that this program was built in.
  init() {
    let settings =
      ThisProcess.environment("XDG_CONFIG_HOME")
      ?? ThisProcess.environment("HOME").map { "\($0)/.config" }
    let own = settings.map { ["\($0)/galley/themes"] } ?? []
    self.init(folders: own + ["/usr/share/galley/themes"] + Self.checkout)
  }

  init(folders: [String]) { self.folders = folders }

  /// Every theme with its file, in order of name; the built-in one, which has none, first.
  var all: [(name: String, file: String?)] {
    var files: [String: String] = [:]
    for folder in folders.reversed() {
      for file in Folder.names(in: folder, endingWith: Self.ending) {
        files[String(file.dropLast(Self.ending.count))] = "\(folder)/\(file)"
      }
    }
    files[Theme.default.name] = nil
    let named = files.filter { ThemeReader.isName($0.key) }.sorted { $0.key < $1.key }
    return [(Theme.default.name, nil)] + named.map { ($0.key, $0.value) }
  }

  func load(_ name: String) throws(ThemeFault) -> Theme {
    try ThemeReader.theme(name, find: find)
  }

  /// The theme of a name; where it cannot be had, the built-in one and the reason in a sentence (S18).
  func theme(_ name: String?) -> (theme: Theme, trouble: String?) {
    do throws(ThemeFault) {
      return (try load(name ?? Theme.default.name), nil)
    } catch {
      return (.default, "\(error); the theme is “default” for now.")
    }
  }

  private func find(_ name: String) throws(ThemeFault) -> ThemeSource? {
    for folder in folders {
      let file = "\(folder)/\(name)\(Self.ending)"
      do throws(SystemFault) {
        // One byte too many is for the reader to refuse, in its own words.
        if let bytes = try InputFile.read(file, limit: ThemeReader.bytesLimit + 1) {
          return ThemeSource(file: file, bytes: bytes)
        }
      } catch {
        throw ThemeFault(file: file, error.number == EFBIG ? .tooLong : .unreadable(error.reason))
      }
    }
    return nil
  }

  /// `themes/` of the checkout: beside the nearest `Package.swift` above the program.
  private static var checkout: [String] {
    var parts = (ThisProcess.executablePath ?? "").split(separator: "/").dropLast()
    while !parts.isEmpty {
      let folder = "/" + parts.joined(separator: "/")
      if Folder.names(in: folder, endingWith: "Package.swift") == ["Package.swift"] {
        return ["\(folder)/themes"]
      }
      parts.removeLast()
    }
    return []
  }
}
