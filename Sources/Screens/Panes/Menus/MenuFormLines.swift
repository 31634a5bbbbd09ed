import Events
import Menus
import Venue

/// A form as rows: its fields with what is wrong beside them, what Enter will do, and what changes for guests.
struct MenuFormLines {
  private let form: MenuForm
  private let console: Console
  private let view: View
  private let reading: MenuFormReading

  private static let nameColumns = 14
  private static let fieldColumns = 26

  init(_ form: MenuForm, _ console: Console, _ view: View) {
    self.form = form
    self.console = console
    self.view = view
    reading = MenuFormReading(form, view)
  }

  func lines(columns: Int) -> [TextLine] {
    let title = TextLine(subject.map { "\(form.kind.title): \($0)" } ?? form.kind.title, .title, .bold)
    let fields = form.fields.enumerated().flatMap { place, field in
      lines(field, hasFocus: place == form.focus, columns)
    }
    let preview = preview(columns)
    return [title, .empty] + fields + (fields.isEmpty || preview.isEmpty ? [] : [.empty]) + preview
      + changes(columns)
  }

  /// What it is about, where that is no field.
  private var subject: String? {
    switch form.kind {
    case .activate(let version): view.versionName(version)
    case .end(let id):
      view.house.experiments.experiment(id).map {
        "\(view.versionName($0.plan.control)) or \(view.versionName($0.plan.variant))"
      }
    case .schedule, .freeze, .publish, .cancel, .create, .span: nil
    }
  }

  /// Name, what is typed with the cursor in it, and beside it what is wrong or what belongs there.
  private func lines(_ field: MenuForm.Field, hasFocus: Bool, _ columns: Int) -> [TextLine] {
    let name = field.name.rawValue
    let blanks = String(repeating: " ", count: max(1, Self.nameColumns - 2 - name.count))
    var lead: [TextLine.Piece] = [
      .init(hasFocus ? "► " : "  ", .key), .init(name, hasFocus ? .title : .text), .init(blanks, .text),
    ]
    lead += typed(field.entry, hasFocus: hasFocus)
    let width = TextLine(lead).startColumns
    let wanted = Self.nameColumns + Self.fieldColumns
    lead.append(.init(String(repeating: " ", count: max(1, wanted - width)), .text))
    guard let wrong = reading.errors[field.name] else {
      return TextLine.wrapped(field.name.hint, Style(.dim), after: lead, toColumns: columns)
    }
    let isMissing = reading.missing.contains(field.name)
    return TextLine.wrapped(
      isMissing ? wrong : "! \(wrong)", Style(isMissing ? .dim : .ageWarm), after: lead, toColumns: columns)
  }

  private func typed(_ entry: CommandEntry, hasFocus: Bool) -> [TextLine.Piece] {
    func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
      var text = String.UnicodeScalarView()
      text.append(contentsOf: scalars)
      return String(text)
    }
    guard hasFocus, !form.isSent else { return [.init(entry.text, .prompt)] }
    let (scalars, cursor) = (entry.scalars, entry.cursor)
    let under = cursor < scalars.count ? text(scalars[cursor...cursor]) : " "
    let rest = cursor < scalars.count ? text(scalars[(cursor + 1)...]) : ""
    return [
      .init(text(scalars[..<cursor]), .prompt), .init(under, .selected), .init(rest, .prompt),
    ]
  }

  private func preview(_ columns: Int) -> [TextLine] {
    if form.isSent { return [TextLine("It is being done …", .dim)] }
    let lead = TextLine.Piece(reading.effect == nil ? "" : "Enter: ", .key)
    let indent = TextLine.Piece(reading.effect == nil ? "" : "       ", .text)
    return reading.preview.enumerated().flatMap { place, sentence in
      TextLine.wrapped(
        sentence, Style(place == 0 ? .title : .text), after: [place == 0 ? lead : indent], toColumns: columns)
    }
  }

  /// What guests would see otherwise, line by line; for an experiment the names that there are.
  private func changes(_ columns: Int) -> [TextLine] {
    if form.kind == .create { return names(columns) }
    guard let wanted = form.compared(view), let change = console.desk.change(to: wanted, view) else {
      return []
    }
    let title = TextLine("Against what guests see now, \(change.summary)", .title)
    return [.empty, title]
      + change.lines.flatMap { line in
        TextLine.wrapped(
          line.text, Style(.text), after: [.init("\(line.kind.mark)", line.kind.role), .init(" ", .text)],
          toColumns: columns)
      }
  }

  private func names(_ columns: Int) -> [TextLine] {
    let versions = view.house.menus.versions.map { version in
      TextLine([
        .init("  \(version.name)", .text),
        .init(version.label == nil ? "" : "  \(version.id.short)", .dim),
      ])
    }
    return [.empty, TextLine("Versions", .title)] + versions
  }
}
