/// What a voice may ask for: the whitelist, and there is no other (roadmap, document 04). Whatever is said is one of
/// these or nothing.
public enum Intent: String, CaseIterable, Sendable {
  case addSameItem = "add_same_item"
  case undoLastAction = "undo_last_action"
  case requestBill = "request_bill"
  case payNow = "pay_now"
  case orderReady = "order_ready"
  case delayOrder = "delay_order_x"

  public var row: IntentRow { IntentRow.row(of: self) }
}

/// Who speaks: the guests of a table, or the staff.
public enum Surface: String, CaseIterable, Sendable {
  case guest, staff
}

/// What a phrase says beside its own words.
public enum Slot: String, CaseIterable, Sendable {
  case order, minutes
}

/// One intent of the whitelist: its phrases, who may say it, and what does the same without a voice.
public struct IntentRow: Sendable {
  public let intent: Intent
  /// Whether it is the staff's alone; the others are the guests', and staff may say them for an order that they name.
  public let isOfStaff: Bool
  /// In the notation of ``Template``, in small letters.
  public let templates: [String]
  /// A sentence that begins with a verb.
  public let help: String
  /// The key of the table's screen that does it; nil for what guests may not.
  public let guestKey: String?
  /// The command line that does it.
  public let command: String
  /// Everything that it may be said by.
  public let phrases: [Phrase]

  /// What may be said with it.
  public var slots: [Slot] {
    Slot.allCases.filter { slot in phrases.contains { $0.slots.contains(slot) } }
  }

  public var surfaces: [Surface] { isOfStaff ? [.staff] : Surface.allCases }

  public init(
    _ intent: Intent, isOfStaff: Bool = false, _ templates: [String], guestKey: String? = nil,
    command: String, _ help: String
  ) {
    self.intent = intent
    self.isOfStaff = isOfStaff
    self.templates = templates
    self.guestKey = guestKey
    self.command = command
    self.help = help
    phrases = templates.flatMap { Template.phrases($0) }
  }

  static func row(of intent: Intent) -> IntentRow {
    guard let row = all.first(where: { $0.intent == intent }) else {
      preconditionFailure("every intent has its row")
    }
    return row
  }

  /// The one list: matching, grammars for recognisers, help and manual read it.
  ///
  /// No phrase is one word that people say by chance, but “undo”. None says what must not be done: whoever says “don't
  /// bill table four” says no phrase.
  public static let all: [IntentRow] = [
    IntentRow(
      .addSameItem,
      [
        "[the] same [thing] again", "another of (the same|those)", "another one [of (the same|those)]",
        "one more [of (the same|those)]",
      ], guestKey: "a", command: "order add CODE MENUITEM",
      "Add one more of what was added last, with the same choices."),
    IntentRow(
      .undoLastAction, ["undo [that|it|the last (one|action)]", "take that back"], guestKey: "u",
      command: "order undo CODE",
      "Take back what a voice did last, within the undo window."),
    IntentRow(
      .requestBill,
      [
        "(can|could|may) (we|i) (get|have) the (bill|check)", "(we|i) would like the (bill|check)",
        "the (bill|check)", "bring [us] the (bill|check)",
      ], guestKey: "b", command: "order bill CODE", "Ask for the bill."),
    IntentRow(
      .payNow,
      [
        "pay now", "(we|i) would like to pay [now]", "(we|i) want to pay [now]",
        "(can|could) (we|i) pay [now]",
      ], guestKey: "b", command: "pay cash CODE AMOUNT",
      "Ask to pay what is left of the bill, once it is out."),
    IntentRow(
      .orderReady, isOfStaff: true,
      ["order ready <order>", "[order] <order> [is] ready", "ready <order>"], command: "order ready CODE",
      "Say that everything of an order is ready."),
    IntentRow(
      .delayOrder, isOfStaff: true,
      ["delay [the|this] order [by] <minutes> minutes", "delay [order] <order> [by] <minutes> minutes"],
      command: "order delay CODE MINUTES", "Put an order off by so many minutes."),
  ]
}
