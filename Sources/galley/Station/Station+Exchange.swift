import Events
import Menus
import Screens
import Venue

/// Menus of other formats.
extension Station {
  /// Prints the document that a file of another format makes. Nothing is changed by it: who has looked at it imports it.
  func readMenu(_ menu: Invocation.ForeignMenu, _ session: Session) {
    collectMenu(session) { [weak self] bytes in
      let setting = MenuImport.Setting(
        currency: menu.currency, previous: self?.venue.shown.menus.draft?.document)
      do throws(MenuFault) {
        let result = try MenuImport(menu.format, file: bytes, setting: setting)
        let json = result.document.json
        session.print((session.wantsJSON ? json.compactText : JSONPage.text(json)) + "\n")
        MenuNotes(file: menu.path, session).tell(result, before: setting.previous)
        session.finish()
      } catch {
        session.fail(Failure(.refused, "menu", error.sentence(file: menu.path)))
      }
    }
  }

  func export(_ format: MenuExport.Format, _ session: Session) throws {
    let document = try document(MenuVersion.live)
    let export = MenuExport(document, as: format)
    session.print(export.text)
    MenuNotes(file: document.name, session).tell(export.notes)
  }
}

/// What is said of an import or an export beside its output, on standard error: a line for each note, then what changes,
/// then a summary.
struct MenuNotes {
  private let file: String
  private let session: Session

  init(file: String, _ session: Session) {
    self.file = file
    self.session = session
  }

  func tell(_ result: MenuImport, before: MenuDocument?) {
    tell(result.notes)
    let document = result.document
    let diff = before.map { MenuDiff(from: $0, to: document) }
    guard !session.wantsJSON else {
      let summary = JSON.object([
        "dishes": .int(Int64(document.items.count)), "sections": .int(Int64(document.sections.count)),
        "notes": .int(Int64(result.notes.count)), "diff": diff?.json,
      ])
      return session.warn(JSON.object(["summary": summary]).compactText + "\n")
    }
    if let before, let diff {
      line("Beside the document that was imported last:")
      for text in MenuDiffText.text(diff, from: before, to: document, isColoured: false).split(
        separator: "\n")
      {
        line("  \(text)")
      }
    }
    let notes = result.notes.isEmpty ? "" : ", \(counted(result.notes.count, "note", "notes")) above"
    line(
      "\(document.name), menu \(document.menuID): \(counted(document.items.count, "dish", "dishes")) in "
        + "\(counted(document.sections.count, "section", "sections"))\(notes).")
    line("Nothing is changed yet. Save what was printed, look it over, and then: galley menu import FILE")
  }

  func tell(_ notes: [ImportNote]) {
    for note in notes {
      if session.wantsJSON {
        session.warn(JSON.object(["note": note.json]).compactText + "\n")
      } else {
        line(note.sentence(file: file))
      }
    }
  }

  private func counted(_ count: Int, _ one: String, _ many: String) -> String {
    "\(count) \(count == 1 ? one : many)"
  }

  private func line(_ text: String) { session.warn(VisibleText.line(text) + "\n") }
}
