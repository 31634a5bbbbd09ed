import Control
import Events
import Host
import Screens
import Venue

/// Who gives a command, and whether they may: asked before anything of it is done.
extension Station {
  /// Finds out who gives a command, and refuses what they may not; `admitted` goes on with it, at once or once their PIN
  /// was looked at.
  func identify(_ session: Session, _ admitted: @escaping () -> Void) throws {
    let clearance = session.invocation.clearance
    // Guests have rules of their own; and who only looks needs no name, and so no PIN either. Who speaks is judged by
    // what is heard, so a name is looked at first.
    let isAsked = clearance != .nobody || session.invocation.changesSomething
    guard session.manner.table == nil, isAsked else { return admitted() }
    if case .change(.addStaff(_, let role, isByOwner: true)) = session.invocation {
      try checkIsOwner(session, role)
      return admitted()
    }
    guard venue.shown.hasStaff else { return admitted() }
    if let name = session.manner.actor?.string { return try askPin(of: name, session, admitted) }
    if let pass = session.pass {
      let member = try holder(of: pass)
      session.manner.actor = member.name
      session.manner.role = member.role
    }
    try check(clearance, session)
    admitted()
  }

  private func askPin(
    of name: String, _ session: Session, _ admitted: @escaping () -> Void
  ) throws(Failure) {
    guard session.surface != .screen else {
      throw Failure(.refused, "login", "on a screen --as says nothing; log in with: login \(name)")
    }
    session.askPin(ControlFrame(.askPin, name)) { [weak self] pin in
      self?.doorman.check(name, pin) { result in
        do {
          let member = try result.get()
          session.manner.actor = member.name
          session.manner.role = member.role
          try self?.check(session.invocation.clearance, session)
          admitted()
        } catch {
          session.fail(Failure(error))
        }
      }
    }
  }

  private func check(_ clearance: Clearance, _ session: Session) throws(Failure) {
    let manner = session.manner
    guard let objection = venue.shown.objection(to: clearance, role: manner.role) else { return }
    throw Failure(Complaint(objection, name: manner.actor?.string))
  }

  /// The way back of whoever owns the machine: they can stop its terminal, open its log and read its key.
  private func checkIsOwner(_ session: Session, _ role: StaffRole) throws {
    guard session.isAlone else {
      throw Failure(
        .refused, "owner",
        "--owner works where no terminal runs on this directory: stop it first, then say it again")
    }
    guard role == .manager, session.manner.actor == nil else {
      throw UsageFault(
        "--owner makes a manager, and no other name stands for it: --role manager, without --as")
    }
    session.manner.actor = ExactString(StaffName.owner)
    session.manner.isOwner = true
  }

  /// Who is logged in on the screen that has a pass.
  private func holder(of pass: [UInt8]) throws(Failure) -> StaffMember {
    guard let member = doorman.member(with: pass) else {
      throw Failure(.refused, "login", "that login has ended; log in again with: login NAME")
    }
    return member
  }

  // MARK: Screens

  /// Logs somebody in on a screen; the answer is a pass.
  func logIn(_ name: String, _ pin: [UInt8], _ answer: @escaping (Result<[UInt8], Failure>) -> Void) {
    doorman.check(name, pin) { [weak self] result in
      guard let self else { return }
      switch result {
      case .success(let member): answer(.success(doorman.pass(for: member)))
      case .failure(let failure):
        tell(failure, of: ["login", name], by: name, on: .screen)
        answer(.failure(failure))
      }
    }
  }

  /// Asks for what a key of a screen in this process stands for.
  ///
  /// - Parameter pass: of whoever is logged in there; nil where nobody is.
  func ask(_ action: Request.Action, pass: [UInt8]?, _ answer: @escaping (Reply) -> Void) {
    var request = Request(action)
    do throws(Failure) {
      if let pass {
        let member = try holder(of: pass)
        request.actor = member.name
        request.role = member.role
      }
    } catch {
      tell(error, of: action.line.words, by: nil, on: .screen)
      return answer(.refused(Complaint(error.code, error.message)))
    }
    let who = request.actor?.string
    ask(request) { [weak self] reply in
      if case .refused(let complaint) = reply {
        self?.tell(Failure(complaint), of: action.line.words, by: who, on: .screen)
      }
      answer(reply)
    }
  }

  // MARK: The audit

  func tell(_ failure: Failure, of session: Session) {
    let manner = session.manner
    let surface = manner.table != nil ? .table : session.invocation.isSpoken ? .voice : session.surface
    tell(failure, of: session.words, by: manner.table?.description ?? manner.actor?.string, on: surface)
  }

  func tell(_ failure: Failure, of words: [String], by name: String?, on surface: Entrance) {
    // A PIN that was typed in the place of a name must not stand in a file: only what could be a name does.
    let who = name.map { !StaffName.isForm($0) ? "…" : $0 } ?? venue.identity.terminal
    audit.tell(
      Audit.Entry(
        at: clock.wall(), surface: surface, who: who, what: AuditWords.text(words), reason: failure.code))
  }

  // MARK: Who works here

  func addStaff(_ name: String, _ role: StaffRole, _ session: Session) throws {
    if let complaint = StaffName.complaint(name, terminal: venue.identity.terminal) {
      throw Failure(complaint)
    }
    guard session.surface != .screen else {
      throw UsageFault(
        "a new PIN is typed in a shell: galley staff add \(name) --role \(role.rawValue) --as YOUR-NAME")
    }
    session.askPin(ControlFrame(.askNewPin, name)) { [weak self] bytes in
      guard let pin = Pin(bytes) else {
        let wayOn = "set GALLEY_NEW_PIN, or give the command at a terminal, which asks for it"
        return session.fail(
          Failure(
            .refused, "new_pin", bytes.isEmpty ? "a new PIN is wanted: \(wayOn)" : "\(Pin.wish); \(wayOn)"))
      }
      self?.doorman.hash(pin) { result in
        switch result {
        case .success(let hash): self?.ask(.staff(.add(name: name, role: role, hash)), session)
        case .failure(let failure): session.fail(failure)
        }
      }
    }
  }

  func staffList(_ session: Session) {
    let members = venue.shown.members
    for member in members {
      let since = LocalTime.short(member.addedAt, now: clock.wall())
      session.print(
        session.wantsJSON
          ? member.report.compactText + "\n"
          : VisibleText.line("\(member.name)  \(member.role.rawValue)  since \(since)") + "\n")
    }
    if members.isEmpty, !session.wantsJSON {
      session.print(
        "Nobody by name, so everybody may do everything. Add a manager: galley staff add NAME --role manager\n"
      )
    }
    session.finish()
  }
}
