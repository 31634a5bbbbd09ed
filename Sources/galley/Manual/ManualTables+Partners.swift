import Control
import Dining
import Screens

/// What galley-partner(7) says of the lines between a terminal and a partner, and of the codes in them.
extension ManualTables {
  static var partnerActions: [String] {
    list(
      PartnerAction.allCases.map { action in
        let value = action.value.map { " Value: \($0)." } ?? ""
        return (".It Ic \(action.rawValue)", "\(action.help). Params: \(action.params).\(value)")
      })
  }

  static var reasons: [String] {
    list(PaymentWords.all.map { (".It Ic \($0.code)", sentence($0.aloud)) })
  }

  static var faults: [String] {
    list(PartnerFault.allCases.map { (".It Ic \($0.rawValue)", sentence($0.words)) })
  }

  /// The flags of `partner enable`.
  static var enabling: [String] {
    list(
      CommandTable.all.filter { $0.name == "partner enable" }.flatMap(\.flags).map { flag in
        (".It Fl -\(flag.name)" + (flag.value.map { " Ar \($0)" } ?? ""), sentence(flag.help))
      })
  }
}
