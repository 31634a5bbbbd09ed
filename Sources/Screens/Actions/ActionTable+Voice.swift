/// What goes with the voice line: keys that are no letters, so that they are on beside a line that is typed.
extension ActionTable {
  static let voice: [Action] = [
    Action(
      [.control("y")], "Ctrl-Y", name: "voice_yes",
      help: "Do what was heard, where the voice line asks; within 10 seconds.",
      places: everyPane.union([.typing]), isOncePerPress: true, whyOff: whyNoYes
    ) { console, _, view in console.confirmVoice(view) },
    Action(
      [.control("z")], "Ctrl-Z", name: "voice_undo",
      help: "Take back what a voice of the staff did last, while the voice line counts its seconds.",
      places: everyPane.union([.typing]), isOncePerPress: true, whyOff: whyNoTakingBack
    ) { console, _, view in console.undoVoice(view) },
  ]

  private static let whyNoYes: Reason = { $0.whyNoVoice(.yes, $1) }
  private static let whyNoTakingBack: Reason = { $0.whyNoVoice(.undo, $1) }
}
