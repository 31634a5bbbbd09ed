import Control
import Host
import Screens

/// Where a command in a shell has a PIN from: the environment, else whoever sits at the terminal; never its words (S11).
struct PinSource {
  /// What was typed, for each question: it is asked once.
  private var typed: [ControlFrame: [UInt8]] = [:]

  /// What can be answered without asking anybody: nothing, where nobody can be asked. Nil where somebody must be.
  func known(_ question: ControlFrame) -> [UInt8]? {
    if let bytes = typed[question] { return bytes }
    let variable = question.kind == .askNewPin ? "GALLEY_NEW_PIN" : "GALLEY_PIN"
    if let bytes = ThisProcess.environmentBytes(variable) { return bytes }
    return SecretPrompt.isPossible ? nil : []
  }

  /// Asks whoever sits at the terminal.
  mutating func ask(_ question: ControlFrame) throws(Failure) {
    let name = VisibleText.line(String(decoding: question.content, as: UTF8.self))
    guard question.kind == .askNewPin else {
      typed[question] = try Self.line("PIN of \(name): ")
      return
    }
    let pin = try Self.line("New PIN for \(name): ")
    guard try Self.line("The same again: ") == pin else {
      throw Failure(.refused, "new_pin", "the two were not the same; nothing was changed")
    }
    typed[question] = pin
  }

  private static func line(_ prompt: String) throws(Failure) -> [UInt8] {
    guard let line = SecretPrompt.ask(prompt) else {
      throw Failure(.refused, "pin", "no PIN was given; nothing was done")
    }
    return line
  }
}
