import Events

/// The address of a provider's interface, from the settings.
enum ServiceBase {
  /// A secret goes with every call, so that nobody on the way may read them: https, or http on this machine alone.
  ///
  /// - Returns: it without slashes at its end; nil where it is no such address.
  static func checked(_ text: String) -> String? {
    var text = text
    while text.hasSuffix("/") { text.removeLast() }
    guard text.isPlain, !text.holds(" "), !text.holds("?"), !text.holds("#"), !text.holds("@") else {
      return nil
    }
    if text.hasPrefix("https://"), text.utf8.count > 8 { return text }
    let own = ["http://127.0.0.1", "http://localhost", "http://[::1]"]
    return own.contains { text == $0 || text.hasPrefix($0 + ":") } ? text : nil
  }
}
