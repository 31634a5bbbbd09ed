/// What went wrong while a test was being set up or while it waited, in a sentence that says what to do.
struct Failure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
