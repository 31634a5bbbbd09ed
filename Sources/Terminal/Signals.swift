import Glibc

/// The signals that ncurses takes for itself when a screen begins. They are the event loop's to handle: a
/// SIGTERM must reach the log before the terminal.
enum Signals {
  private static let taken = [SIGINT, SIGTERM, SIGTSTP, SIGWINCH]

  /// Runs `body` and puts the handlers back as they were before it.
  static func keep<Result>(_ body: () -> Result) -> Result {
    let before = taken.map { signal in
      var action = sigaction()
      sigaction(signal, nil, &action)
      return action
    }
    defer {
      for (signal, action) in zip(taken, before) {
        var action = action
        sigaction(signal, &action, nil)
      }
    }
    return body()
  }
}
