import Dining
import Events
import Venue

/// The programs outside that the house speaks with: whether each works, what waits, and what was given up.
///
/// Who stands there: a manager whom the status line has told that something is wrong with a partner, or who hears from
/// outside that nothing comes. What they need first: which partner does not work and since when nothing came of it;
/// whether events wait or were given up; and the command that puts it right.
struct PartnersPane {
  static let kind = PaneKind(
    name: "partners", help: "the programs outside that the house speaks with: state, what waits, what failed",
    picture: .text { _, view, width in [PartnersPane(view).lines(columns: width)] }, crew: .manager)

  private let view: View
  private let rows: [Row]

  /// A partner as the log has it, and as its terminal tells of it; one of the two may be missing.
  private struct Row {
    let name: ExactString
    let partner: Partner?
    let status: PartnerStatus?
  }

  init(_ view: View) {
    self.view = view
    let partners = view.house.partners
    rows = Set(partners.map(\.name) + view.partners.map(\.name)).sorted().map { name in
      Row(
        name: name, partner: partners.first { $0.name == name },
        status: view.partners.first { $0.name == name })
    }
  }

  func lines(columns: Int) -> [TextLine] {
    let title = TextLine("Partners", .title, .bold)
    guard !rows.isEmpty else { return [title, .empty] + none(columns) }
    let troubled = rows.count { !advice($0).isEmpty }
    let summary =
      troubled == 0
      ? "all is well" : "\(troubled) of \(rows.count) \(troubled == 1 ? "needs" : "need") somebody"
    let head = TextLine(
      [.init("Partners", .title, .bold), .init("  \(summary)", troubled == 0 ? .dim : .ageWarm)])
    let (table, hidden) = FittedTable(self.columns).lines(columns: columns)
    let more =
      hidden.isEmpty
      ? []
      : TextLine.wrapped(
        "A wider window also has: \(hidden.joined(separator: ", ")).", Style(.dim), toColumns: columns)
    return [head, .empty] + table + more
      + rows.flatMap { row in
        let sentences = advice(row)
        return sentences.isEmpty
          ? []
          : [.empty, TextLine(row.name.string, .title)]
            + sentences.flatMap {
              TextLine.wrapped($0, Style(.text), after: [.init("  ", .text)], toColumns: columns)
            }
      }
  }

  // MARK: Table

  /// Those first that a person looks for first, as the last ones give way.
  private var columns: [FittedTable.Column] {
    func column(
      _ title: String, isRight: Bool = false, _ piece: (Row) -> TextLine.Piece
    ) -> FittedTable.Column {
      .init(title: title, cells: rows.map(piece), isRight: isRight)
    }
    /// A number that nobody wants to see stands out; what no terminal has told is left blank.
    func number(_ title: String, isBad: Bool, _ value: @escaping (PartnerStatus) -> Int64)
      -> FittedTable.Column
    {
      column(title, isRight: true) { row in
        let number = row.status.map(value)
        let style = Style(isBad && (number ?? 0) > 0 ? .ageWarm : .text)
        return .init(number.map { PlotWords(.count).value($0) } ?? "", style)
      }
    }
    return [
      column("name") { .init($0.name.string, .text) },
      column("state") { row in
        .init(Self.words(row.status?.state), Self.style(row.status?.state))
      },
      number("behind", isBad: true, \.lagEvents), number("dead letters", isBad: true, \.dead),
      number("failed", isBad: false, \.failed), number("delivered", isBad: false, \.delivered),
      column("terminal") { row in
        let told = row.status.map(\.terminal) ?? ""
        return .init(told.isEmpty ? row.partner?.terminal ?? "" : told, .text)
      },
      column("adapter") { .init($0.partner?.adapter ?? "", .text) },
      column("last webhook") { .init($0.status?.lastWebhookAt.map(view.dayAndClock) ?? "", .text) },
    ]
  }

  private static func words(_ state: PartnerStatus.State?) -> String { state?.rawValue ?? "not told here" }

  private static func style(_ state: PartnerStatus.State?) -> Style {
    switch state {
    case .running: Style(.codeReady)
    case .waiting, .stopped: Style(.ageWarm)
    case .disabled, nil: Style(.dim)
    }
  }

  // MARK: What to do

  /// What is wrong and the command for it, in sentences; none where nothing is.
  private func advice(_ row: Row) -> [String] {
    guard let status = row.status else { return [] }
    let name = row.name.string
    let words = PartnerWords(status, wall: view.wall, offsetMinutes: view.offsets.minutes(at: view.wall))
    var sentences: [String] = []
    switch status.trouble {
    case .away, nil: if let error = status.lastError { sentences.append(Self.sentence(error)) }
    case .badSignature, .noSecret, .nobodyCalls: sentences += [words.problem].compactMap { $0 }
    }
    switch status.state {
    case .running: break
    case .waiting:
      sentences.append("It is tried again by itself, and nothing is lost: partner retry \(name) tries now.")
    case .stopped:
      sentences.append("It does not run; events wait for it. Start it: partner retry \(name).")
    case .disabled:
      if status.lagEvents > 0 || status.dead > 0 {
        sentences.append("It was switched off: partner enable \(name) goes on where it stopped.")
      }
    }
    if status.dead > 0 {
      let count = Chrome.count(Int(clamping: status.dead), "event")
      sentences.append(
        "\(count) \(status.dead == 1 ? "was" : "were") given up after a day: partner dead-letters lists them, partner retry \(name) sends them again."
      )
    }
    return sentences
  }

  /// Words of a program, as a sentence.
  private static func sentence(_ words: String) -> String {
    let ends: Set<Character> = [".", "!", "?"]
    return words.last.map { ends.contains($0) } == true ? words : "\(words)."
  }

  private func none(_ columns: Int) -> [TextLine] {
    TextLine.wrapped(
      "No partner is enabled. What happens here can go to others as it happens: partner enable webhook --url "
        + "ADDRESS sends every event, partner enable stripe takes payments. galley-partner(7) tells of all.",
      Style(.text), toColumns: columns)
  }
}
