import Glibc

/// Folders that others put files into.
public enum Folder {
  /// More names than a folder of settings has.
  private static let namesLimit = 1_000

  /// The names in a folder that end with `ending`, sorted; none where the folder can't be read. Of very many, some.
  public static func names(in path: String, endingWith ending: String) -> [String] {
    guard let stream = opendir(path) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while names.count < namesLimit, let entry = readdir(stream) {
      if entry.name.hasSuffix(ending) { names.append(entry.name) }
    }
    return names.sorted()
  }
}

extension UnsafeMutablePointer<dirent> {
  /// What an entry of a directory is called.
  var name: String {
    withUnsafePointer(to: &pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
    }
  }
}
