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
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasSuffix(ending) { names.append(name) }
    }
    return names.sorted()
  }
}
