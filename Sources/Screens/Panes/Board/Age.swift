import Dining
import Events

/// How long a ticket has been waiting, and what a cook should think of that.
struct Age: Hashable, Sendable {
  let seconds: Int64
  let urgency: Urgency

  /// `4:32`; `1:04:32` from an hour on.
  var text: String { Self.minutesAndSeconds(seconds) }

  /// `4m`, `64m`, where seconds have no room.
  var shortText: String { "\(seconds / 60)m" }

  /// `12:29 SOON`: a stranger takes a lone mark for late. Nil for a ticket of which nothing is to be said.
  var textWithWord: String? { word.isEmpty ? nil : "\(text) \(word)" }

  /// In ever less room: with its mark, then without, then in minutes.
  var texts: [String] {
    mark.isEmpty
      ? [text, shortText] : ["\(text) \(mark)", "\(text)\(mark)", "\(shortText)\(mark)", shortText]
  }

  static func minutesAndSeconds(_ seconds: Int64) -> String {
    let rest = "\(View.twoDigits(seconds / 60 % 60)):\(View.twoDigits(seconds % 60))"
    if seconds >= 3600 { return "\(seconds / 3600):\(rest)" }
    return "\(seconds / 60):\(View.twoDigits(seconds % 60))"
  }

  var role: Role {
    switch urgency {
    case .calm: .ageCalm
    case .warm: .ageWarm
    case .late: .ageLate
    }
  }

  /// What a large card says in its first row, and a small one where it has room.
  var word: String {
    switch urgency {
    case .calm: ""
    case .warm: "SOON"
    case .late: "LATE"
    }
  }

  /// What says the same without colour in one or two columns.
  var mark: String {
    switch urgency {
    case .calm: ""
    case .warm: "!"
    case .late: "!!"
    }
  }
}
