import Dining
import EventLog
import Events
import Host
import Menus
import Screens
import Venue

/// Commands that a session gives to the terminal.
extension Station {
  /// Carries a command out, once it is known who gives it and that they may.
  func run(_ session: Session) {
    session.onFailure = { [weak self, unowned session] in self?.tell($0, of: session) }
    do {
      try identify(session) { [weak self] in
        self?.carryOut(session)
        session.onAdmitted?()
      }
    } catch {
      session.fail(Failure(error))
    }
  }

  private func carryOut(_ session: Session) {
    do {
      switch session.invocation {
      case .change(let change): try run(change, session)
      case .show(let name): try show(name, session)
      case .list: list(session)
      case .payStatus(let name): try payStatus(name, session)
      case .state: try state(session)
      case .ingest: ingest(session)
      case .importOrders(let file) where !file.isPreview: try importOrders(session)
      // From a shell it is read beside the terminal; a door has only the socket.
      case .export(let kind, let window) where session.surface == .socket: try export(kind, window, session)
      case .forget(let before, let order): try forget(before, order, session)
      case .menus(let question): try run(question, session)
      case .menuRead(let menu): readMenu(menu, session)
      case .experiments(let question): try run(question, session)
      case .voice(let question): run(question, session)
      case .complete(let words):
        session.print(Completion.text(Completer(words).words(in: venue.shown, at: clock.wall())))
        session.finish()
      case .peers: peers(session)
      case .metrics:
        session.print(metricsText)
        session.finish()
      case .help(let topic):
        session.print(try Help.text(about: topic))
        session.finish()
      case .screen(let screenshot): try draw(screenshot, session)
      case .staffList: staffList(session)
      case .message(let question): try run(question, session)
      case .partners(.list): listPartners(session)
      case .partners(.retry(let name)): retry(ExactString(name), session)
      case .events, .partners(.deadLetters), .partners(.schema), .exportEvents, .verify, .doctor, .reportDay,
        .insights, .export, .importOrders,
        .config, .serve, .kitchen, .staff, .manager, .table,
        .version, .probe,
        .newKey,
        .completion, .themeList, .themeShow, .demo, .menuExample, .menuEdit, .logIn, .logOut:
        throw UsageFault("that is done in a shell: type it there, after “galley”")
      }
    } catch {
      session.fail(Failure(error))
    }
  }

  /// A command typed on a screen reads its file here, on the screen's own machine.
  func runTyped(_ session: Session) {
    do {
      let file = try session.invocation.openTypedInput()
      run(session)
      guard let file else { return }
      while !session.isFinished, let piece = try file.next() { session.take(piece) }
      session.endInput()
    } catch {
      session.fail(Failure(error))
    }
  }

  private func run(_ change: Invocation.Change, _ session: Session) throws {
    try checkReason(change)
    switch change {
    case .request(.voice(let request)): say(request, session)
    case .request(.change(let name, .refund(let amount, let refunding))):
      refund(name, amount, refunding, session)
    case .request(let action):
      if case .changeSetting(HouseSetting.timeZone.key.string, let zone) = action {
        try ZoneFiles.check(zone)
      }
      ask(action, session)
    case .open(let table, let guests, let type, let promised):
      ask(
        .open(table: table, guests: guests, type: type, promisedAt: moment(promised)), session)
    case .terms(let order, var terms, let promised):
      terms.promisedAt = moment(promised)
      ask(.change(order, .service(.change(terms))), session)
    case .place(let line?): try place(line, session)
    case .place(nil): placeInput(session)
    case .importMenu(let path): importMenu(path, session)
    case .publishMenu(let path, let label): publishMenu(path, label: label, session)
    case .activate(let version, let from, let until): activate(version, from: from, until: until, session)
    case .createExperiment(let plan): createExperiment(plan, session)
    case .addStaff(let name, let role, _): try addStaff(name, role, session)
    case .startPayment(let name, let target, let tip, let wantsCode):
      startPayment(name, target, tip: tip, wantsCode: wantsCode, session)
    case .keepCard(let name, let participant): try keepCard(name, participant: participant, session)
    }
  }

  /// Only the order itself says whether a word is missing on the command line.
  private func checkReason(_ change: Invocation.Change) throws {
    guard case .request(.change(let name, .service(.cancel(reason: "")))) = change else { return }
    guard try find(name).order.items.isEmpty else {
      throw UsageFault("order cancel wants --reason TEXT: why")
    }
  }

  /// When something is promised for.
  private func moment(_ promised: TimeName?) -> Timestamp? { promised?.moment(.next, now: clock.wall()) }

  private func story(_ event: Event, _ order: Order?) -> String {
    HouseStory.line(event, order, in: venue.shown) { LocalTime.short($0, now: clock.wall()) }
  }

  /// Says what events mean that are about no order.
  func tell(_ events: [Event], _ session: Session) {
    for event in events {
      session.print(
        session.wantsJSON
          ? event.line + [UInt8(ascii: "\n")]
          : Array((VisibleText.line(story(event, nil)) + "\n").utf8))
    }
  }

  func ask(_ action: Request.Action, _ session: Session) {
    ask(action, session) { [weak self] events, order in
      if session.manner.isQuiet, !session.wantsJSON, let order { return session.print("\(order.codeText)\n") }
      for event in events {
        if session.wantsJSON {
          session.print(event.line + [UInt8(ascii: "\n")])
        } else if let self {
          let sentence = story(event, order) + Self.rest(of: action, event, order)
          session.print(VisibleText.line(sentence) + "\n")
        }
      }
      if case .staff(.add(_, let wanted, _)) = action { Self.tellFirst(wanted, events, session) }
      if case .menu(.snapshot(let label)) = action { self?.tellLabel(label, events, session) }
      if case .viewMenu(let table) = action, events.isEmpty, !session.wantsJSON {
        session.print(VisibleText.line("The visit at \(table) goes on.") + "\n")
      }
      if let order {
        self?.tellFree(events, order, session)
        Self.tellMoney(action, events, order, session)
      }
    }
  }

  /// The first member of staff is a manager whatever was asked for, which must not go unsaid.
  private static func tellFirst(_ wanted: StaffRole, _ events: [Event], _ session: Session) {
    guard !session.wantsJSON, let event = events.first, wanted != .manager else { return }
    var payload = event.payload
    guard payload.text("role") == StaffRole.manager.rawValue else { return }
    session.print(
      "The first one who works here is a manager, whatever the role said: a manager adds the others.\n")
  }

  /// What is still to be done: more of a dish that was sent has to be sent too.
  private static func rest(of action: Request.Action, _ event: Event, _ order: Order?) -> String {
    guard case .change(_, .item(.quantity)) = action, event.type == .itemAdded, let order else { return "" }
    return ", but not sent yet; send it with: order submit \(order.codeText)"
  }

  /// Which words with a dish cost nothing since the menu does not know them: they may have been meant for a choice.
  private func tellFree(_ events: [Event], _ order: Order, _ session: Session) {
    guard !session.wantsJSON else { return }
    for event in events where event.type == .itemAdded {
      guard let item = event.entityUUID.flatMap({ order.item(ItemID($0)) }),
        let offered = venue.shown.served(at: clock.wall(), for: order)?.document.item(item.dish.menuitemID)
      else { continue }
      for word in item.modifiers.map(\.name) where offered.modifier(word) == nil {
        session.print(
          VisibleText.line("\(order.codeText): “\(word)” is no choice of \(offered.name): no charge") + "\n")
      }
    }
  }

  /// What a till says beside the events: the change, and what is the guest's.
  private static func tellMoney(
    _ action: Request.Action, _ events: [Event], _ order: Order, _ session: Session
  ) {
    var change: Money?
    if case .change(_, let request) = action { change = request.change(of: events, in: order) }
    if session.wantsJSON {
      if let change { session.print(JSON.object(["change": .int(change.minor)]).compactText + "\n") }
      return
    }
    if let change { session.print("\(order.codeText): \(OrderText.amount(change, order)) change\n") }
    if order.overpaid > .zero { session.print(OrderText.overpaid(order)) }
  }

  /// Asks as the session's person does; `told` prints what was written.
  ///
  /// - Parameter isAnyway: whether what they said wants what is only warned of, beside ``Manner/isAnyway``.
  func ask(
    _ action: Request.Action, _ session: Session, isAnyway: Bool = false,
    told: @escaping ([Event], Order?) throws -> Void
  ) {
    ask(request(action, session, isAnyway: isAnyway)) { reply in
      do {
        switch reply {
        case .recorded(let events, let complaint):
          if session.wantsJSON { try told(events, nil) }
          throw Failure(complaint)
        case .refused(let complaint): throw Failure(complaint)
        case .wrote(let events, let order): try told(events, order)
        }
        session.finish()
      } catch {
        session.fail(Failure(error))
      }
    }
  }

  /// What is asked, as the session's person asks it.
  func request(_ action: Request.Action, _ session: Session, isAnyway: Bool = false) -> Request {
    let manner = session.manner
    var request = Request(
      action, idempotencyKey: manner.idempotencyKey, actor: manner.actor, source: manner.source,
      table: manner.table, isAnyway: manner.isAnyway || isAnyway)
    // Whoever goes on for long may have left meanwhile, or have another role.
    let standing = manner.actor.flatMap { venue.shown.member($0.string)?.role }
    request.role = standing == manner.role ? manner.role : nil
    return request
  }

  private func show(_ name: OrderName, _ session: Session) throws {
    let stream = try find(name, at: session.manner.table)
    session.print(
      session.wantsJSON
        ? stream.report.compactText + "\n" : OrderText.page(stream, inColumns: session.manner.wantsColumns))
    session.finish()
  }

  private func list(_ session: Session) {
    let orders = venue.shown.live
    if session.manner.wantsColumns, !session.wantsJSON, !orders.isEmpty {
      session.print(OrderTable.text(orders.map(OrderTable.row)))
      return session.finish()
    }
    for order in orders {
      session.print(session.wantsJSON ? order.summary.compactText + "\n" : OrderText.line(order))
    }
    if orders.isEmpty, !session.wantsJSON {
      session.print("No orders. Open one with: galley order open --table T4\n")
    }
    session.finish()
  }

  /// Live orders and those closed within two days: what is not in memory comes from the log.
  private func state(_ session: Session) throws {
    let house = venue.shown
    var orders = house.orders.values.filter { !$0.events.isEmpty }.map(\.order)
    orders += try house.archive.keys.map { OrderStream(id: $0, events: try reader.events(of: $0)).order }
    let recent = orders.filter { StateReport.isRecent($0, newest: house.newest) }
    session.print(StateReport.build(orders: recent, house: house).canonicalBytes + [UInt8(ascii: "\n")])
    session.finish()
  }

  private func forget(_ before: TimeName, _ name: OrderName?, _ session: Session) throws {
    let moment = before.moment(.last)
    guard moment <= SystemClock.wall() else {
      throw Failure(.refused, "time", "\(moment) is still to come; what is erased can't be brought back")
    }
    let order = try name.map { try find($0).order }
    if let order, order.closing == nil {
      throw Failure(
        .refused, "not_closed", "\(order.codeText) is not closed; what is said of its guests is needed still")
    }
    forget(before: moment, order: order?.id) { result in
      switch result {
      case .success(let report):
        do throws(SystemFault) {
          try self.contacts.forget(before: moment, order: order?.id)
        } catch {
          return session.fail(
            Failure(.disk, "disk", "the log is done; where guests are written to is not: \(error)"))
        }
        session.print(
          session.wantsJSON
            ? JSON.object(["erased": .int(Int64(report.events))]).compactText + "\n"
            : "Erased what was personal in \(report.events) events.\n")
        session.finish()
      case .failure(let fault): session.fail(Failure(.disk, "disk", fault.description))
      }
    }
  }

  private func peers(_ session: Session) {
    let status = meshStatus
    if session.wantsJSON {
      for peer in status.peers { session.print(peer.json.compactText + "\n") }
    } else {
      let wall = clock.wall()
      let lines = PeersText.lines(status, wall: wall, offsetMinutes: LocalTime.offsetMinutes(wall))
      session.print(lines.map { $0 + "\n" }.joined())
    }
    session.finish()
  }

  private func payStatus(_ name: OrderName, _ session: Session) throws {
    let stream = try find(name, at: session.manner.table)
    session.print(session.wantsJSON ? stream.report.compactText + "\n" : OrderText.payments(stream))
    session.finish()
  }
}
