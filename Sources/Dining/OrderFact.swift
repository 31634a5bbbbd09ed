import Events

/// The content of an event of an order's stream, read and found to make sense: which type has which content, and
/// which sentence tells it.
///
/// Reading fails where a key is missing, of another kind, or beyond its bounds; such an event is kept and passed
/// on, without effect.
package enum OrderFact {
  case opened(Order.Opening, table: ExactString?)
  case tableMoved(to: ExactString, Earlier)
  case cancelled(reason: String)
  case changed(OrderTerms, Earlier)
  case reopened(undoes: EventID)
  case joined(Participant)
  case left(ParticipantID)
  case itemAdded(Item)
  case itemRemoved(ItemID, reason: String?, undoes: EventID?)
  case itemRestored(ItemID, undoes: EventID)
  case quantityChanged(ItemID, from: Int64, to: Int64, undoes: EventID?)
  case voidAcknowledged(ItemID)
  case statusChanged(StatusChange)
  case alertSet(text: String?, isBlank: Bool, Earlier)
  case alertCleared(EventID, undoes: EventID?)
  case rushSet(Bool, undoes: EventID?)
  case delayMarked(minutes: Int64, round: Int?, Earlier)
  case adjusted(Adjustment)
  case adjustmentRemoved(undoes: EventID)
  case billRequested(total: Money)
  case billWithdrawn(undoes: EventID?)
  case billViewed
  case splitAgreed([Share], Earlier)
  case payment(PaymentFact)
  case methodAttached(ParticipantID, Participant.PaymentMethod)
  case methodDetached(ParticipantID)
  case autopayArmed(ParticipantID, Participant.Autopay)
  case autopayDisarmed(ParticipantID, reason: String)
  case mealCompleted
  case tableFreed(reason: String)
  /// Told for the record: it changes nothing of the order.
  case noted(Note)

  /// What a change says of those before it.
  package struct Earlier {
    /// The latest change of the same thing that its writer knew of; nil where they knew of none.
    let replaces: EventID?
    let undoes: EventID?
  }

  /// What `status_changed` says.
  package struct StatusChange {
    let to: Target
    let items: [(id: ItemID, from: KitchenStatus)]
    let round: Int?
    let isRecall: Bool
    let undoes: EventID?

    enum Target: Equatable {
      case kitchen(KitchenStatus)
      case closed
    }
  }

  /// What the events about one payment say.
  package struct PaymentFact {
    let id: PaymentID
    let step: Step

    enum Step {
      case requested(
        provider: ExactString, amount: Money, tip: Money, share: Int64?, participant: ParticipantID?)
      case started(externalRef: ExactString, url: String?, PaymentAnswer.Waiting)
      case failed(reason: String)
      case cancelled(reason: String)
      case paid(
        provider: ExactString, amount: Money, externalRef: ExactString?, share: Int64?,
        participant: ParticipantID?)
      case refunded(Money, reason: String?, externalRef: ExactString?)
      /// A card on file is charged.
      case attempted(Money)
    }
  }

  /// What is told for the record.
  package enum Note {
    case messageSent(channel: String, template: String)
    case messageFailed(channel: String, reason: String)
  }

  /// The most rounds that an order may have.
  static let roundLimit: Int64 = 999
  /// The most guests that an event may say: more than a command takes, since older terminals took more.
  static let guestLimit: Int64 = 9_999
}

extension OrderFact {
  /// Reads an event's content; nil where it makes no sense.
  package init?(_ event: Event, _ type: EventType) {
    var fields = event.payload
    guard let fact = Self.read(event, type, &fields), fields.isSound else { return nil }
    self = fact
  }

  private static func read(_ event: Event, _ type: EventType, _ fields: inout PayloadReader) -> OrderFact? {
    switch type {
    case .orderOpened: opening(event, &fields)
    case .orderMoved: tableMove(&fields)
    case .orderCancelled: fields.text("reason").map { .cancelled(reason: $0) }
    case .orderChanged: change(&fields)
    case .orderReopened: fields.identifier("undoes").map { .reopened(undoes: $0) }
    case .participantJoined: joining(event, &fields)
    case .participantLeft: participant(event).map { .left($0) }
    case .itemAdded: adding(event, &fields)
    case .itemRemoved: removal(event, &fields)
    case .itemRestored: restoring(event, &fields)
    case .quantityChanged: quantity(event, &fields)
    case .voidAcknowledged: item(event).map { .voidAcknowledged($0) }
    case .statusChanged: statusChange(&fields).map { .statusChanged($0) }
    case .alertSet: alert(event, &fields)
    case .alertCleared: clearedAlert(&fields)
    case .rushSet: fields.bool("rush").map { .rushSet($0, undoes: fields.identifier("undoes")) }
    case .delayMarked: delay(&fields)
    case .adjustmentAdded: adjustment(event, &fields)
    case .adjustmentRemoved: fields.identifier("undoes").map { .adjustmentRemoved(undoes: $0) }
    case .billRequested: billRequest(&fields)
    case .billWithdrawn:
      fields.text("reason").map { _ in .billWithdrawn(undoes: fields.identifier("undoes")) }
    case .billViewed: .billViewed
    case .splitAgreed: split(&fields)
    case .paymentRequested: payment(&fields, requested)
    case .paymentStarted: payment(&fields, started)
    case .paymentFailed: payment(&fields) { fields in fields.reason.map { .failed(reason: $0) } }
    case .paymentCancelled: payment(&fields) { fields in fields.reason.map { .cancelled(reason: $0) } }
    case .paid: payment(&fields, paid)
    case .refunded:
      payment(&fields) { fields in
        fields.amount.map { .refunded($0, reason: fields.reason, externalRef: fields.externalRef) }
      }
    case .paymentMethodAttached: method(event, &fields)
    case .paymentMethodDetached: participant(event).map { .methodDetached($0) }
    case .autopayArmed: arming(event, &fields)
    case .autopayDisarmed: disarming(event, &fields)
    case .autopayAttempted: attempt(&fields)
    case .mealCompleted: .mealCompleted
    case .tableFreed: freeing(&fields)
    case .messageSent: sentMessage(&fields)
    case .messageFailed: failedMessage(&fields)
    // Events of other streams.
    case .menuChanged, .itemAvailabilityChanged, .menuVersionCreated, .menuVersionActivated,
      .menuActivationCancelled, .experimentCreated, .experimentEnded, .menuViewed, .exposureRecorded,
      .voiceHeard, .staffAdded, .staffRemoved, .partnerEnabled, .partnerDisabled, .settingChanged,
      .originRetired:
      nil
    }
  }
}

extension Teller {
  func tell(_ fact: OrderFact) -> String {
    switch fact {
    case .opened(let opening, let table): tell(opening, table)
    case .tableMoved(let table, let earlier):
      (earlier.undoes == nil ? "moved to " : "back at ") + table.string
    case .cancelled(let reason): "cancelled: \(reason)"
    case .changed(let terms, let earlier): tell(terms, earlier)
    case .reopened: "open again"
    case .joined(let participant): "\(participant.label) joined" + (participant.name.map { ", \($0)" } ?? "")
    case .left(let id): "\(label(id)) left"
    case .itemAdded(let item): tell(item)
    case .itemRemoved(let id, _, .some): "\(counted(id)) not added after all"
    case .itemRemoved(let id, let reason, nil): "\(counted(id)) taken off" + (reason.map { ": \($0)" } ?? "")
    case .itemRestored(let id, _): "\(counted(id)) put back on the order"
    case .quantityChanged(let id, let from, let to, _): "\(dish(id)): \(to) instead of \(from)"
    case .voidAcknowledged(let id): "the kitchen saw the void of \(dish(id))"
    case .statusChanged(let change): tell(change)
    case .alertSet(let text, let isBlank, let earlier): tellAlert(text, isBlank, earlier)
    case .alertCleared(let alert, _): "alert taken off: \(alertText(alert))"
    case .rushSet(let isRushed, _): isRushed ? "rushed" : "no longer rushed"
    case .delayMarked(let minutes, let round, _): tellDelay(minutes, round)
    case .adjusted(let adjustment): tell(adjustment)
    case .adjustmentRemoved: "discount or charge taken back"
    case .billRequested(let total): "bill asked for: \(money(total))"
    case .billWithdrawn: "bill taken back"
    case .billViewed: "the guests looked at the bill"
    case .splitAgreed(let shares, _):
      "split in \(shares.count): \(shares.map { money($0.amount) }.joined(separator: ", "))"
    case .payment(let payment): tell(payment)
    case .methodAttached(let id, let method): "\(label(id)) has a card on file, \(method.provider)"
    case .methodDetached(let id): "\(label(id)) took their card away"
    case .autopayArmed(let id, let autopay): tell(autopay, of: id)
    case .autopayDisarmed(let id, let reason): "auto-pay of \(label(id)) off: \(AutopayWords.aloud(reason))"
    case .mealCompleted: "the meal is over"
    case .tableFreed(let reason): "the table is free: \(reason)"
    case .noted(let note): tell(note)
    }
  }
}
