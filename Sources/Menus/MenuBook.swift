import Events

/// All menus of the venue, folded from their events in whatever order these arrive.
public struct MenuBook: Sendable {
  private var streams: [ExactString: MenuStream] = [:]

  public init() {}

  /// Whether an event is about a menu, and so belongs in here.
  public static func holds(_ event: Event) -> Bool { event.entity == .known(.menu) }

  /// Takes events in any order and any number of times, and leaves aside those about something else.
  ///
  /// - Returns: how many were new, or had been let go.
  @discardableResult
  public mutating func insert(_ arrivals: some Sequence<Event>) -> Int {
    let byMenu = Dictionary(grouping: arrivals.lazy.filter(Self.holds)) {
      ExactString($0.entityID?.text ?? "")
    }
    var fresh = 0
    for (id, events) in byMenu { fresh += streams[id, default: MenuStream(id: id)].insert(events) }
    return fresh
  }

  /// The events that are held, menu by menu: what a menu is made of, and all that its later events need.
  public var events: [Event] { streams.keys.sorted().flatMap { streams[$0]?.events ?? [] } }

  /// Puts others in the place of events that are the same but for their personal data.
  public mutating func replace(_ body: (Event) -> Event) {
    for id in streams.keys { streams[id]?.replace(body) }
  }

  /// A menu by its id; nil where no event named it.
  public func menu(_ id: ExactString) -> Menu? { streams[id]?.menu }

  /// Every menu, in order of id.
  public var menus: [Menu] { streams.keys.sorted().compactMap { streams[$0]?.menu } }

  /// When the latest event of a menu took effect; nil where it has none.
  public func latest(_ id: ExactString) -> Timestamp? { streams[id]?.latest }

  /// The menu whose document was imported last: what the next import, snapshot or edit goes out from.
  ///
  /// Last by the wall clocks of the terminals that changed them, the greater id where those agree. This is a
  /// choice for the reader, not state: a terminal with a wild clock can put its menu first, and changing the other
  /// menu again puts it right.
  public var draft: Menu? {
    menus.filter { $0.document != nil }.max { left, right in
      (left.changedAt ?? .earliest, left.id) < (right.changedAt ?? .earliest, right.id)
    }
  }

  /// The document that was imported last, as somebody would order from it.
  public var draftMenu: ServedMenu? { draft?.servedDocument }

  public var timeline: MenuTimeline { MenuTimeline(activations: streams.values.flatMap(\.menu.activations)) }

  /// What guests without an experiment order from at a moment; nil while the house has no menu.
  public func served(at time: Timestamp) -> ServedMenu? {
    if let activation = timeline.activation(at: time), let menu = menu(activation.menuID),
      let version = menu.version(activation.version)
    {
      return menu.served(version)
    }
    return draft(at: time) ?? draftMenu
  }

  /// What imported the document that stood at a moment that has passed; nil where it stands still, or is no longer known.
  private func documentEvent(at time: Timestamp) -> Event? {
    guard let changedAt = draft?.changedAt, time < changedAt else { return nil }
    return streams.values.compactMap { $0.documentEvent(at: time) }.max {
      ($0.writtenAt, $0.id) < ($1.writtenAt, $1.id)
    }
  }

  /// The document that stood at a moment that has passed; nil where it stands still, or is no longer known.
  private func draft(at time: Timestamp) -> ServedMenu? {
    guard let event = documentEvent(at: time), let menu = menu(ExactString(event.entityID?.text ?? "")) else {
      return nil
    }
    var fields = event.payload
    guard let document = fields.json("document").flatMap({ try? MenuDocument(json: $0) }),
      document.menuID == menu.id
    else { return nil }
    return menu.served(document)
  }

  /// The menu that is in force at a moment, by its id.
  public func servedMenuID(at time: Timestamp) -> ExactString? {
    if let activation = timeline.activation(at: time) { return activation.menuID }
    return documentEvent(at: time)?.entityID.map { ExactString($0.text) } ?? draft?.id
  }

  /// A version as somebody orders from it; nil where no menu has it.
  public func served(version id: VersionID) -> ServedMenu? {
    for stream in streams.values {
      if let version = stream.menu.version(id) { return stream.menu.served(version) }
    }
    return nil
  }

  /// Activations that nobody has taken back, the latest first.
  public var standingActivations: [Activation] {
    menus.flatMap(\.activations).filter { $0.cancelled == nil }.sorted {
      ($0.madeAt, $0.id) > ($1.madeAt, $1.id)
    }
  }

  /// Every version of every menu, the newest first.
  public var versions: [MenuVersion] {
    menus.flatMap(\.versions).sorted { ($0.madeAt, $0.id) > ($1.madeAt, $1.id) }
  }

  /// What people call a version: its label, or its first digits.
  public func name(of id: VersionID) -> String {
    streams.values.lazy.compactMap { $0.menu.version(id) }.first?.name ?? id.short
  }

  /// The versions that a person may mean by a label, or by the first digits of a version_id.
  public func versions(named name: String) -> [MenuVersion] {
    let versions = versions
    let labelled = versions.filter { $0.label.map { ExactString($0) } == ExactString(name) }
    guard labelled.isEmpty else { return labelled }
    let digits = name.lowercased()
    return VersionID.isPrefix(digits) ? versions.filter { $0.id.description.hasPrefix(digits) } : []
  }

  /// Events of menus whose type this galley does not know.
  public var unsupported: Int { streams.values.reduce(0) { $0 + $1.menu.unsupported } }

  /// What `state` prints under `menus`: in order of id, the same bytes for the same events.
  public var state: JSON { .array(menus.map(\.state)) }
}
