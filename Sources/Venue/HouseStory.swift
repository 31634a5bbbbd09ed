import Dining
import Events

/// Says what was done: to an order, or to what belongs to the whole house.
public enum HouseStory {
  /// - Parameter order: the order that the event is about; nil where it is about none.
  public static func line(_ event: Event, _ order: Order?, in house: House) -> String {
    if let order { return OrderStory.line(event, in: order) }
    var payload = event.payload
    let menu = event.entityID.flatMap { house.menus.menu(ExactString($0.text)) }
    switch event.type {
    case .menuChanged:
      guard let document = menu?.document else { break }
      let count = document.items.count
      return "The menu “\(document.name)” is in force: \(count) \(count == 1 ? "dish" : "dishes")."
    case .itemAvailabilityChanged:
      let isAvailable = payload.bool("available") ?? false
      guard let id = payload.exact("menuitem_id") else { break }
      let name = menu?.document?.item(id)?.name ?? id.string
      return isAvailable ? "\(name) is on the menu again." : "\(name) is sold out."
    case .settingChanged:
      guard let key = payload.text("key"), let value = payload.text("value") else { break }
      return "\(key) is \(value) now, in the whole house."
    case .menuVersionCreated, .menuVersionActivated, .menuActivationCancelled, .experimentCreated,
      .experimentEnded, .menuViewed, .exposureRecorded, .voiceHeard, .staffAdded,
      .staffRemoved, .partnerEnabled, .partnerDisabled, .originRetired, nil:
      break
    case .orderOpened, .orderMoved, .orderCancelled, .orderChanged, .orderReopened, .participantJoined,
      .participantLeft, .itemAdded, .itemRemoved, .itemRestored, .quantityChanged, .voidAcknowledged,
      .statusChanged, .alertSet, .alertCleared, .rushSet, .delayMarked, .adjustmentAdded, .adjustmentRemoved,
      .billRequested, .billWithdrawn, .billViewed, .splitAgreed, .paymentRequested, .paymentStarted,
      .paymentFailed, .paymentCancelled, .paid, .refunded, .paymentMethodAttached, .paymentMethodDetached,
      .autopayArmed, .autopayDisarmed, .autopayAttempted, .mealCompleted, .tableFreed, .messageSent,
      .messageFailed:
      // Of an order that is not here.
      break
    }
    return "Kept: \(event.name.text.replacing("_", with: " "))."
  }
}
