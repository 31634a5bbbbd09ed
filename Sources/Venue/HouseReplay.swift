import Dining
import Events

/// Makes a terminal anew from what its log hands over at a start: a checkpoint, then the events since.
public struct HouseReplay {
  private let identity: Identity
  private var house = House()
  private var retained: [Event] = []
  private var notes: CheckpointNotes?
  private var codes: ShortCodes
  private var clock = StreamClock()
  private var late: Set<OrderID> = []

  public init(_ identity: Identity) {
    self.identity = identity
    codes = ShortCodes(letter: identity.letter)
  }

  /// Takes the checkpoint's notes; those of another version are left aside.
  public mutating func take(notes bytes: [UInt8]) {
    guard let notes = CheckpointNotes(bytes) else { return }
    self.notes = notes
    codes = notes.codes(letter: identity.letter)
    clock = StreamClock(floor: notes.clockFloor)
  }

  /// Takes an event that the checkpoint kept. They come before all others.
  public mutating func take(retained event: Event) { retained.append(event) }

  /// Takes an event that is newer than the checkpoint.
  public mutating func take(_ event: Event) {
    useRetained()
    if event.origin == identity.origin { clock.wrote(at: event.writtenAt) }
    if let order = house.unloadedOrder(of: event) {
      late.insert(order)
      house.count(event)
    } else {
      house.insert(event)
      codes.follow(event, in: house)
    }
  }

  private mutating func useRetained() {
    guard !retained.isEmpty || notes != nil else { return }
    house.apply(retained)
    retained = []
    notes?.complete(&house)
    notes = nil
  }

  /// What is known once all is read; orders that got late events after they had left memory are in it again.
  ///
  /// - Parameter events: brings what the log holds of an order.
  public mutating func finish<Fault>(
    _ events: (OrderID) throws(Fault) -> [Event]
  ) throws(Fault) -> Memory {
    useRetained()
    for order in late.sorted() { house.load(order, try events(order)) }
    return Memory(house: house, codes: codes, clockFloor: clock.floor)
  }
}

extension House {
  /// Which reduction this is: stands in each checkpoint, and a start goes out from those of its own number alone.
  ///
  /// Raise it whenever a house starts to keep or to understand more (``retained``, ``CheckpointNotes``): what the house
  /// before left out of a checkpoint, it held all the same, and only the whole log brings it back.
  public static let reduction: UInt32 = 5
}

/// What a terminal knows when it starts.
public struct Memory: Sendable {
  public let house: House
  let codes: ShortCodes
  let clockFloor: Timestamp

  public init(house: House, codes: ShortCodes, clockFloor: Timestamp) {
    self.house = house
    self.codes = codes
    self.clockFloor = clockFloor
  }

  /// Nothing: what a new terminal knows.
  public init(letter: Character) {
    self.init(house: House(), codes: ShortCodes(letter: letter), clockFloor: .earliest)
  }
}

extension ShortCodes {
  /// A code goes out with an opening and comes back when its order is no longer live.
  mutating func follow(_ event: Event, in house: House) {
    guard let id = event.orderID, let stream = house.orders[id],
      let code = stream.shortCode?.string
    else { return }
    if stream.isLive { reserve(code) } else { giveBack(code) }
  }
}
