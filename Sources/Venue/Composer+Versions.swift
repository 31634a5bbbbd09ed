import Dining
import Events
import Menus

/// Requests about menus: documents, versions, and which of them is in force.
extension Composer {
  func draft(_ request: MenuRequest) throws(Venue.Stop) -> EventDraft {
    switch request {
    case .importDocument(let json): return try imported(json)
    case .soldOut(let menuitem, let isAvailable): return try soldOut(menuitem, isAvailable)
    case .snapshot(let label):
      let document = try draftDocument()
      try check(label: label)
      try repeated(in: .other(.known(.menu), .text(document.menuID)))
      if let version = venue.ahead.menus.menu(document.menuID)?.version(document.versionID) {
        throw .repeated(venue.ahead.standingEvents(version.event), nil)
      }
      return try frozen(document, label, after: nil)
    case .publish(let json, let label):
      if let first = try publish(json, label, after: []) { return first }
      let document = try draftDocument()
      let version = venue.ahead.menus.menu(document.menuID)?.version(document.versionID)
      throw .repeated(version.map { venue.ahead.standingEvents($0.event) } ?? [], nil)
    case .activate(let name, let from, let until): return try activate(name, from: from, until: until)
    case .cancel(let activation): return try cancel(activation)
    }
  }

  /// The next event of a request about menus, once `made` are made; nil where it is complete.
  func next(of request: MenuRequest, after made: [Event]) throws(Venue.Stop) -> EventDraft? {
    switch request {
    case .publish(let json, let label): try publish(json, label, after: made)
    case .activate(_, let from, let until):
      from == nil && until == nil ? nil : try keepWhatStands(after: made)
    case .importDocument, .soldOut, .snapshot, .cancel: nil
    }
  }

  private func document(_ json: JSON) throws(Venue.Stop) -> MenuDocument {
    do throws(MenuFault) {
      return try MenuDocument(json: json)
    } catch {
      throw .complaint(Complaint("menu", error.sentence(file: Self.menuName)))
    }
  }

  private func imported(_ json: JSON) throws(Venue.Stop) -> EventDraft {
    let document = try document(json)
    try repeated(in: .other(.known(.menu), .text(document.menuID)))
    try check(document)
    var payload = PayloadWriter()
    payload.set("document", document.json)
    return draft(.menuChanged, document.menuID, payload)
  }

  private func soldOut(_ menuitem: String, _ isAvailable: Bool) throws(Venue.Stop) -> EventDraft {
    let menus = venue.ahead.menus
    let id = ExactString(menuitem)
    let served = venue.ahead.served(at: moment.wall)
    let isServed = served?.document.item(id) != nil
    // A dish of the next version may be sold out before it is in force.
    let other =
      isServed
      ? nil
      : menus.menus.first { menu in
        menu.document?.item(id) != nil || menu.versions.contains { $0.document.item(id) != nil }
      }
    guard let menu = isServed ? served?.menuID : other?.id else {
      throw .complaint(.unknownDish(menuitem, on: served?.document))
    }
    try repeated(in: .other(.known(.menu), .text(menu)))
    var payload = PayloadWriter()
    payload.set("available", isAvailable)
    payload.set("menuitem_id", menuitem)
    return draft(.itemAvailabilityChanged, menu, payload)
  }

  /// What was imported last.
  private func draftDocument() throws(Venue.Stop) -> MenuDocument {
    guard let document = venue.ahead.menus.draft?.document else {
      throw .complaint(
        Complaint("not_found", "this house has no menu yet; give it one with: galley menu import FILE"))
    }
    return document
  }

  // MARK: Freezing

  private func frozen(
    _ document: MenuDocument, _ label: String?, after last: Event?
  ) throws(Venue.Stop) -> EventDraft {
    if let label, let other = venue.ahead.menus.versions(named: label).first {
      throw .complaint(
        Complaint(
          "label_taken",
          "“\(label)” is version \(other.id.short); a version is never changed: take another label"))
    }
    var payload = PayloadWriter()
    payload.set("label", label)
    payload.set("snapshot", document.json)
    payload.set("version_id", document.versionID.text)
    return draft(.menuVersionCreated, document.menuID, payload, after: last)
  }

  private func check(label: String?) throws(Venue.Stop) {
    guard let label, let objection = MenuVersion.objection(toLabel: label) else { return }
    throw .complaint(Complaint("label", "“\(label)” \(objection); take another label"))
  }

  /// Import, freezing and activation, as far as each is still to be done.
  private func publish(
    _ json: JSON?, _ label: String?, after made: [Event]
  ) throws(Venue.Stop) -> EventDraft? {
    let document = if let json { try document(json) } else { try draftDocument() }
    let menus = venue.ahead.menus
    let menu = menus.menu(document.menuID)
    if made.isEmpty {
      try check(label: label)
      try repeated(in: .other(.known(.menu), .text(document.menuID)))
    }
    func isMade(_ type: EventType) -> Bool { made.contains { $0.type == type } }
    if json != nil, !isMade(.menuChanged), menus.draft?.document?.versionID != document.versionID {
      return try composer(after: made.last).imported(document.json)
    }
    if !isMade(.menuVersionCreated), menu?.version(document.versionID) == nil {
      return try composer(after: made.last).frozen(document, label, after: made.last)
    }
    let standing = menus.timeline.standing(at: moment.wall)
    guard !isMade(.menuVersionActivated), standing?.version != document.versionID else { return nil }
    return composer(after: made.last)
      .activation(of: document.versionID, menu: document.menuID, from: nil, until: nil, after: made.last)
  }

  // MARK: Activating

  private func activate(
    _ name: String, from: Timestamp?, until: Timestamp?
  ) throws(Venue.Stop) -> EventDraft {
    let version = try version(name)
    try repeated(in: .other(.known(.menu), .text(version.menuID)))
    let begin = from ?? moment.wall
    if let until {
      guard begin < until else {
        throw .complaint(Complaint("window", "the window would end before it begins; nothing was changed"))
      }
      guard moment.wall < until else {
        throw .complaint(Complaint("window", "\(until) is over already; nothing was changed"))
      }
    }
    try check(version.document)
    return activation(of: version.id, menu: version.menuID, from: from, until: until, after: nil)
  }

  private func activation(
    of version: VersionID, menu: ExactString, from: Timestamp?, until: Timestamp?, after last: Event?
  ) -> EventDraft {
    var payload = PayloadWriter()
    payload.set("ends_at", until)
    payload.set("starts_at", from)
    payload.set("version_id", version.text)
    return draft(.menuVersionActivated, menu, payload, after: last)
  }

  /// A window lies over what stands, and what is scheduled comes after it. Where that is only a document, which the next
  /// import would change, it is frozen and activated too, so that just that stands before and after, and no draft comes
  /// into force. The terminal says so itself.
  private func keepWhatStands(after made: [Event]) throws(Venue.Stop) -> EventDraft? {
    let menus = venue.ahead.menus
    guard let last = made.last, made.count <= 2, let document = menus.draft?.document,
      menus.timeline.standing(at: moment.wall) == nil
    else { return nil }
    let own = Composer(venue: venue, request: request.ofTheHouse, moment: moment.following(last))
    if menus.menu(document.menuID)?.version(document.versionID) == nil,
      !made.contains(where: { $0.type == .menuVersionCreated })
    {
      return try own.frozen(document, nil, after: last)
    }
    guard made.count(where: { $0.type == .menuVersionActivated }) == 1 else { return nil }
    return own.activation(
      of: document.versionID, menu: document.menuID, from: nil, until: nil, after: last)
  }

  private func cancel(_ name: String) throws(Venue.Stop) -> EventDraft {
    let known = venue.ahead.menus.menus.flatMap(\.activations)
    let found = known.filter { ItemName.isTail(name.lowercased(), of: $0.id.description) }
    guard let activation = found.first else {
      throw .complaint(
        Complaint("not_found", "there is no activation “\(name)”; see them with: galley menu versions"))
    }
    guard found.count == 1 else {
      throw .complaint(
        Complaint("ambiguous", "“\(name)” may be \(found.count) activations; give more of its end"))
    }
    try repeated(in: .other(.known(.menu), .text(activation.menuID)))
    guard activation.cancelled == nil else {
      throw .complaint(Complaint("no_change", "that activation was cancelled before; nothing was changed"))
    }
    if let end = activation.endsAt, end <= moment.wall {
      throw .complaint(Complaint("window", "that window is over; nothing was changed"))
    }
    var payload = PayloadWriter()
    payload.set("activation", activation.id)
    return draft(.menuActivationCancelled, activation.menuID, payload)
  }

  /// The version that a person means.
  func version(_ name: String) throws(Venue.Stop) -> MenuVersion {
    do throws(Complaint) {
      return try venue.ahead.version(name)
    } catch {
      throw .complaint(error)
    }
  }

  private func draft(
    _ type: EventType, _ menu: ExactString, _ payload: PayloadWriter, after last: Event? = nil
  ) -> EventDraft {
    let latest = [venue.ahead.menus.latest(menu), last?.createdAt].compactMap { $0 }.max()
    return draft(
      type, .menu, menu, venue.clock.stamp(wall: moment.wall, latestInStream: latest), payload)
  }
}

extension House {
  /// The version that a person means by a label or the first digits of a version_id.
  public func version(_ name: String) throws(Complaint) -> MenuVersion {
    let found = menus.versions(named: name)
    guard let version = found.first else {
      throw Complaint(
        "not_found",
        "there is no version “\(name)”; a version is named by its label or the first "
          + "\(VersionID.prefixDigits) digits or more of its version_id; see: galley menu versions")
    }
    guard found.count == 1 else {
      throw Complaint(
        "ambiguous",
        "“\(name)” may be \(found.map { "\($0.id.short) (\($0.name))" }.joined(separator: " or ")); give more digits"
      )
    }
    return version
  }
}
