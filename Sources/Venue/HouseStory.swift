import Dining
import Events
import Menus

/// Says what was done: to an order, or to what belongs to the whole house.
public enum HouseStory {
  /// - Parameters:
  ///   - order: the order that the event is about; nil where it is about none.
  ///   - clock: a moment in words.
  public static func line(
    _ event: Event, _ order: Order?, in house: House, clock: (Timestamp) -> String
  ) -> String {
    if let order, event.orderID != nil { return OrderStory.line(event, in: order) }
    var payload = event.payload
    let menu = event.entityID.flatMap { house.menus.menu(ExactString($0.text)) }
    switch event.type {
    case .menuChanged:
      guard let document = menu?.document else { break }
      let count = document.items.count
      let dishes = "\(count) \(count == 1 ? "dish" : "dishes")"
      guard let standing = house.menus.timeline.activation(at: event.writtenAt) else {
        return "The menu “\(document.name)” is in force: \(dishes)."
      }
      let name = house.menus.name(of: standing.version)
      return "The menu “\(document.name)” is imported: \(dishes). Guests go on with version \(name); "
        + "put this one in force with: galley menu publish"
    case .itemAvailabilityChanged:
      let isAvailable = payload.bool("available") ?? false
      guard let id = payload.exact("menuitem_id") else { break }
      let name = menu?.document?.item(id)?.name ?? id.string
      return isAvailable ? "\(name) is on the menu again." : "\(name) is sold out."
    case .settingChanged:
      guard let key = payload.text("key"), let value = payload.text("value") else { break }
      return "\(key) is \(value) now, in the whole house."
    case .menuVersionCreated:
      let label = payload.text("label")
      guard payload.json("snapshot") != nil, let id = payload.text("version_id").flatMap(VersionID.init)
      else {
        break
      }
      return label.map { "Version \(id.short) is frozen as “\($0)”." } ?? "Version \(id.short) is frozen."
    case .menuVersionActivated:
      guard let activation = menu?.activations.first(where: { $0.id == event.id }) else { break }
      return activated(activation, in: house, clock)
    case .menuActivationCancelled:
      guard let served = house.menus.served(at: event.writtenAt) else { break }
      return "That activation is taken back; \(name(served, in: house)) is in force."
    case .experimentCreated:
      guard let experiment = event.entityUUID.flatMap({ house.experiments.experiment($0) }) else { break }
      let plan = experiment.plan
      return "Experiment \(experiment.id): \(plan.allocation) of 100 visits get "
        + "\(house.menus.name(of: plan.variant)), the others \(house.menus.name(of: plan.control))."
    case .experimentEnded:
      return "The experiment asks no more visits; those that have begun keep what they see."
    case .menuViewed:
      guard let session = event.entityUUID else { break }
      return "Visit \(session) has begun."
    case .staffAdded:
      guard let name = event.entityID?.text, let role = payload.text("role") else { break }
      return "\(name) works here as \(role), with the PIN that was given."
    case .staffRemoved:
      guard let name = event.entityID?.text else { break }
      return "\(name) does not work here any more."
    case .voiceHeard:
      guard let heard = VoiceHeard(event) else { break }
      return VoiceStory.line(heard, in: house)
    case .exposureRecorded, .partnerEnabled, .partnerDisabled,
      .originRetired, nil:
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
    return "Kept: \(event.name.text.exchanging("_", for: " "))."
  }

  private static func name(_ menu: ServedMenu, in house: House) -> String {
    menu.version.map { "version \(house.menus.name(of: $0))" } ?? "the document “\(menu.document.name)”"
  }

  private static func activated(
    _ activation: Activation, in house: House, _ clock: (Timestamp) -> String
  ) -> String {
    let name = house.menus.name(of: activation.version)
    let end = activation.endsAt.map { "until \(clock($0))" }
    guard let start = activation.startsAt else {
      return "Version \(name) is in force\(end.map { " \($0)" } ?? "")."
    }
    return "Version \(name) is in force from \(clock(start)) \(end ?? "on")."
  }
}
