import Glibc

/// The process's character set: ncurses asks the C library how to write a character and how wide it is.
enum Locale {
  /// Makes the process write UTF-8.
  ///
  /// The environment's own locale is taken where it says UTF-8, and `C.UTF-8` (a part of Debian's C library)
  /// where it says nothing about the character set: a kiosk that starts at boot often has no locale at all.
  /// - Throws: `ScreenFailure.notUTF8` where it names another character set, because then the terminal may
  ///   well speak that one.
  static func useUTF8(environment: [String: String]) throws(ScreenFailure) {
    let name = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? "C"
    if setlocale(LC_CTYPE, name) != nil {
      let set = String(cString: nl_langinfo(Int32(CODESET)))
      if isUTF8(set) { return }
      // What the C library calls the set of the locales C and POSIX, which name none.
      if set != "ANSI_X3.4-1968" { throw .notUTF8(characterSet: set) }
    } else if let set = name.split(separator: "@")[0].split(separator: ".").dropFirst().first,
      !isUTF8(String(set))
    {
      throw .notUTF8(characterSet: String(set))
    }
    guard setlocale(LC_CTYPE, "C.UTF-8") != nil else { throw .notUTF8(characterSet: "ASCII") }
  }

  private static func isUTF8(_ set: String) -> Bool {
    ["utf-8", "utf8"].contains(set.lowercased())
  }
}
