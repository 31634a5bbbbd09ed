import Dining
import Events
import Host
import Screens
import Venue

/// Whole orders: a line as a person types it, or JSON from another program.
extension Station {
  func place(_ line: String, _ session: Session) throws {
    guard line.utf8.count <= Arguments.wordBytesLimit else {
      throw UsageFault("a line of more than \(Arguments.wordBytesLimit) bytes")
    }
    let reading = OrderLine(line).reading(in: venue.shown, at: clock.wall())
    if let obstacle = reading.obstacle {
      throw Failure(obstacle.code == "usage" ? .usage : .refused, obstacle.code, obstacle.sentence)
    }
    if !session.wantsJSON {
      for doubt in reading.doubts { session.warn("galley: \(VisibleText.line(doubt.sentence))\n") }
    }
    guard let placement = reading.placement else { throw UsageFault("the line says nothing to do") }
    place([placement], session, isAnyway: reading.line.isAnyway)
  }

  func placeInput(_ session: Session) {
    var bytes: [UInt8] = []
    session.listen { piece in
      // One more than allowed is enough to be refused.
      if bytes.count <= PlacementReader.bytesLimit { bytes += piece }
    } end: { [weak self] in
      let reader = PlacementReader { TimeName($0)?.moment(.next) }
      do throws(PlacementReader.Fault) {
        self?.place(try reader.read(bytes), session)
      } catch {
        session.fail(Failure(.usage, "usage", "order place: \(error.message)"))
      }
    }
  }

  private func place(_ placements: [Placement], _ session: Session, isAnyway: Bool = false) {
    ask(.place(placements), session, isAnyway: isAnyway) { [weak self] events, _ in
      guard let self else { return }
      var orders: [OrderID] = []
      for id in events.compactMap(\.orderID) where !orders.contains(id) { orders.append(id) }
      if session.wantsJSON {
        for event in events { session.print(event.line + [UInt8(ascii: "\n")]) }
      }
      for id in orders {
        let stream = try asPlaced(find(OrderName(id.description)), events)
        session.print(
          session.wantsJSON
            ? stream.report.compactText + "\n" : VisibleText.line(stream.order.codeText) + "\n")
      }
    }
  }

  /// The order as it stood with the last of the events: a repeat is told what the first was told.
  private func asPlaced(_ stream: OrderStream, _ events: [Event]) -> OrderStream {
    let written = Set(events.map(\.id))
    guard let last = stream.events.lastIndex(where: { written.contains($0.id) }) else { return stream }
    return OrderStream(id: stream.order.id, events: Array(stream.events[...last]))
  }
}
