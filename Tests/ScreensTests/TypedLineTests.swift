import Dining
import Events
import Testing
import Venue
import Voice

@testable import Screens

/// A screen without the log hands over what its keys ask for as command lines, so that the command table must
/// understand each of them as the request that it came from.
///
/// Each group is walked from case to case by a whole switch: a new command does not compile here until it has a
/// sample.
@Suite struct TypedLineTests {
  private static func all<Value>(_ next: (Value?) -> Value?) -> [Value] {
    var values: [Value] = []
    while let value = next(values.last) { values.append(value) }
    return values
  }

  static let items: [ItemCommand] = all { last in
    switch last {
    case nil: .join(name: "Zoë B.")
    case .join: .remove(ItemName("3"), reason: "86")
    case .remove: .quantity(ItemName("soup"), 12)
    case .quantity: nil
    }
  }

  static let kitchen: [KitchenCommand] = all { last in
    switch last {
    case nil: .submit
    case .submit: .move(to: .ready, round: 2, items: [ItemName("1"), ItemName("--bread")])
    case .move: .recall(round: 2)
    case .recall: .delay(minutes: 10)
    case .delay: .rush(true)
    case .rush: .acknowledge(ItemName("2"))
    case .acknowledge: nil
    }
  }

  /// The row of the action table with the key that asks for a command; nil where it is typed.
  private static func action(_ command: KitchenCommand) -> String? {
    switch command {
    case .move: "bump"
    case .recall: "recall"
    case .rush: "rush"
    case .acknowledge: "void"
    // Minutes are typed, and so is an order before it is sent.
    case .delay, .submit: nil
    }
  }

  @Test(arguments: kitchen) func aKitchenCommandHasItsKey(_ command: KitchenCommand) {
    guard let name = Self.action(command) else { return }
    #expect(ActionTable.named(name)?.keys.isEmpty == false, "\(name)")
  }

  static let money: [MoneyCommand] = all { last in
    switch last {
    case nil: .bill
    case .bill: .withdrawBill
    case .withdrawBill: .close
    case .close: nil
    }
  }

  static let service: [ServiceCommand] = all { last in
    switch last {
    case nil: .alert("--nuts,  and \"fish\"")
    case .alert: .clearAlert("--nuts")
    case .clearAlert: .moveTable("T 9")
    case .moveTable: .complete
    case .complete: .free
    case .free: .cancel(reason: "--walked out")
    case .cancel: .reopen
    case .reopen: .change(OrderTerms(guests: 3, type: .delivery, promisedAt: .earliest))
    case .change: .undo
    case .undo: nil
    }
  }

  static let requests: [OrderRequest] =
    items.map { .item($0) } + kitchen.map { .kitchen($0) } + money.map { .money($0) }
    + service.map { .service($0) }
    + all { last in
      switch last {
      case nil:
        .add(
          menuitem: "--pho",
          .init(quantity: 2, modifiers: ["cream", "--hot"], note: "slowly", participant: "P1"))
      case .add: .addOpenItem(name: "Cake", price: "4.20", quantity: 3)
      case .addOpenItem: .adjust(.comp, amount: "3.90", label: "one water")
      case .adjust: .payCash(amount: "12.50", .participant("P2"))
      case .payCash: .payCard(amount: "35.80", .share(1), slip: "0815")
      case .payCard:
        .refund(amount: "5.50", Refunding(payment: "2", reason: "too much", isComp: true))
      case .refund: .correct(payment: "1", amount: "14.39", reason: "--slip")
      case .correct, .item, .kitchen, .money, .service, .pay: nil
      }
    } + pay.map { .pay($0) }

  static let pay: [PayRequest] = all { last in
    switch last {
    case nil: .start(.share(2), tip: "1.50")
    case .start: .split(ways: 3)
    case .split: .release(.participant("P2"))
    case .release: .arm(participant: "P1", most: "60", coversOrder: true, isConsent: true)
    case .arm: .disarm(participant: "P1")
    case .disarm: .charge
    case .charge: nil
    }
  }

  /// The same with what may be left out left out, and every other word that a case may hold.
  static let variants: [OrderRequest] =
    KitchenStep.allCases.map { .kitchen(.move(to: $0, round: nil, items: [])) }
    + Adjustment.Kind.allCases.map { .adjust($0, amount: "1", label: nil) }
    + [
      .item(.join(name: nil)), .item(.remove(ItemName("1"), reason: nil)),
      .item(.quantity(ItemName("1"), -3)),
      .kitchen(.recall(round: nil)), .kitchen(.rush(false)), .kitchen(.acknowledge(nil)),
      .service(.alert("")), .service(.cancel(reason: "")), .service(.change(OrderTerms(guests: 5))),
      .add(menuitem: "soup", .init()), .payCash(amount: "1", .order), .payCash(amount: "1", .share(2)),
      .payCard(amount: "1", .order, slip: nil),
      .pay(.start(.order, tip: nil)), .pay(.start(.participant("P1"), tip: nil)), .pay(.split(ways: nil)),
      .pay(.release(.order)), .pay(.disarm(participant: nil)),
      .pay(.arm(participant: "P1", most: "60", coversOrder: false, isConsent: false)),
      .refund(amount: "1", Refunding()),
    ]

  static let experiment = ExperimentRequest.Wish(
    control: "summer", variant: "--winter", allocation: 50, from: .earliest, until: .latest,
    tables: ["T4", "--T5"])

  static let heard = HeardUtterance(
    Utterance("--same again", confidence: Confidence("0.857")), on: .guest, order: OrderName("T4"),
    participant: "P1")

  static let placements = [
    Placement(
      .new(table: "T4", type: .takeaway, guests: 2, promisedAt: .earliest), guestName: "Zoë",
      alert: "nuts, \"all\"",
      items: [
        .init(
          .menu("--pho"),
          .init(quantity: 2, modifiers: ["cream", "--hot"], note: "slowly", participant: "P1")),
        .init(.open(name: "Cake", price: Money(minor: 420) ?? .zero)),
      ], sends: false),
    Placement(.existing(OrderName("B07")), items: []),
  ]

  static let actions: [Request.Action] =
    (requests + variants).map { .change(OrderName("B07"), $0) }
    + all { last in
      switch last {
      case nil: .menu(.soldOut(menuitem: "soup", isAvailable: false))
      case .menu(.soldOut(_, isAvailable: false)): .menu(.soldOut(menuitem: "soup", isAvailable: true))
      case .menu(.soldOut): .menu(.snapshot(label: "winter --x"))
      case .menu(.snapshot): .menu(.cancel(activation: "7f3a90"))
      case .menu(.cancel): .menu(.publish(nil, label: "winter"))
      case .menu(.publish(nil, _)): .menu(.publish(.object(["menu_id": "lunch"]), label: nil))
      case .menu(.publish): .menu(.activate(version: "winter", from: .earliest, until: .latest))
      case .menu(.activate): .experiment(.create(Self.experiment))
      case .experiment(.create): .experiment(.end(experiment: "7f3a90", reason: "clear"))
      case .experiment(.end): .viewMenu(table: "T4")
      case .viewMenu: .voice(.heard(Self.heard))
      case .voice(.heard(Self.heard)):
        .voice(.heard(HeardUtterance(Utterance("", confidence: nil), on: .staff)))
      case .voice(.heard): .voice(.confirm(event: "7f3a90", surface: .guest))
      case .voice(.confirm): .voice(.undo(surface: .staff, order: OrderName("B07")))
      case .voice(.undo): .changeSetting(key: "age_limits", value: "6 9")
      case .changeSetting: .open(table: "T4", guests: 2, type: .delivery, promisedAt: .earliest)
      case .open: .menu(.importDocument(.object(["menu_id": "lunch"])))
      case .menu(.importDocument): .place(Self.placements)
      case .place: .staff(.add(name: "anna", role: .kitchen, .nobodys))
      case .staff(.add): .staff(.remove(name: "anna"))
      case .staff(.remove):
        .partner(
          .enable(
            name: "house",
            settings: [
              .init("adapter", "stripe"), .init("flow", "intents"), .init("secret_key_file", "/k y"),
            ]))
      case .partner(.enable): .partner(.disable(name: "house"))
      case .partner(.disable), .change: nil
      }
    }

  @Test(arguments: actions) func everyRequestIsUnderstoodAsItself(_ action: Request.Action) throws {
    let line = action.line
    guard case .change(let change) = try CommandTable.understand(Arguments(line.words)) else {
      Issue.record("\(line.words) changes nothing")
      return
    }
    switch change {
    case .request(let understood): #expect(understood == action)
    case .open(let table, let guests, let type, let promised):
      // Times of a command line are resolved in the house's time zone; this one names a moment.
      guard case .instant(let moment)? = promised else { throw UsageFault("no moment") }
      #expect(.open(table: table, guests: guests, type: type, promisedAt: moment) == action)
    case .terms(let order, var terms, let promised):
      if case .instant(let moment)? = promised { terms.promisedAt = moment }
      #expect(.change(order, .service(.change(terms))) == action)
    case .importMenu: #expect(try .menu(.importDocument(JSONParser.parse(#require(line.input)))) == action)
    case .publishMenu(let path, let label):
      let json = try line.input.map { try JSONParser.parse($0) }
      #expect((path == nil) == (json == nil) && .menu(.publish(json, label: label)) == action)
    case .activate(let version, .instant(let from)?, .instant(let until)?):
      #expect(.menu(.activate(version: version, from: from, until: until)) == action)
    case .activate: Issue.record("the moments are lost")
    case .createExperiment(let plan):
      guard case .instant(let from) = plan.from, case .instant(let until) = plan.until else {
        throw UsageFault("no moment")
      }
      let wish = ExperimentRequest.Wish(
        control: plan.control, variant: plan.variant, allocation: plan.allocation, from: from, until: until,
        tables: plan.tables)
      #expect(.experiment(.create(wish)) == action)
    case .place(let typed):
      let reader = PlacementReader { Timestamp($0) }
      #expect(try typed == nil && .place(reader.read(#require(line.input))) == action)
    case .addStaff(let name, let role, let isByOwner):
      // The hash is made of a PIN that stands in no line.
      #expect(!isByOwner && .staff(.add(name: name, role: role, .nobodys)) == action)
    case .startPayment(let order, let target, let tip, let wantsCode):
      #expect(!wantsCode && .change(order, .pay(.start(target, tip: tip))) == action)
    case .keepCard: Issue.record("nobody asked for a card")
    }
    switch action {
    case .menu, .place: break
    case .open, .change, .changeSetting, .experiment, .viewMenu, .staff, .partner, .voice:
      #expect(line.input == nil)
    }
  }

  @Test func aBumpOfTheFullestTicketIsOneLine() throws {
    let dishes = (0..<Order.itemLimit).map { _ in ItemName("019ab1c2-0000-7000-8000-000000000000") }
    let bump = Request.Action.change(
      OrderName("B07"), .kitchen(.move(to: .ready, round: 1, items: dishes)))
    guard case .change(.request(let understood)) = try CommandTable.understand(Arguments(bump.line.words))
    else { throw UsageFault("no request") }
    #expect(understood == bump)
  }
}
