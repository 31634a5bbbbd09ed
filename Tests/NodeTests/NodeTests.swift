import Dining
import EventLog
import Events
import Node
import SimulatedDisk
import Testing
import Venue

/// The node over a log that works, fails, is erased from, and is opened again.
@Suite struct NodeTests {
  private func open(_ desk: Desk, _ table: String = "T4") throws -> (OrderName, OrderID) {
    let asker = desk.ask(.open(table: table, guests: 2, type: .dineIn, promisedAt: nil))
    desk.settle()
    guard case .wrote(let events, _)? = desk.replies[asker], let id = events.first?.orderID else {
      throw Failed()
    }
    return (OrderName(id.description), id)
  }

  private struct Failed: Error {}

  @Test func anAnswerComesWhenTheDiskHasIt() throws {
    let desk = try Desk()
    let asker = desk.ask(.open(table: "T4", guests: 2, type: .dineIn, promisedAt: nil))
    #expect(desk.replies[asker] == nil && desk.published.isEmpty)
    desk.settle()
    guard case .wrote(let events, _)? = desk.replies[asker] else { return #expect(Bool(false)) }
    #expect(try desk.held().map(\.hash) == events.map(\.hash))
  }

  /// Each of two who ask at once is told, and what either wanted erased is erased, also in memory.
  @Test func twoForgetsAtOnceAreBothAnswered() throws {
    let desk = try Desk()
    let (name, id) = try open(desk)
    _ = desk.ask(.change(name, .service(.alert("nuts, seat 2"))))
    desk.settle()
    desk.pass(milliseconds: 1_000)
    // What is said of an order that is not over stays.
    let tonight = desk.forget(before: desk.now)
    desk.settle()
    guard case .success(let spared)? = desk.forgotten[tonight] else { return #expect(Bool(false)) }
    #expect(spared.events == 0)
    _ = desk.ask(.change(name, .service(.cancel(reason: "left"))))
    desk.settle()
    desk.pass(milliseconds: 60_000)
    let first = desk.forget(before: Timestamp(clamping: 0))
    let second = desk.forget(before: desk.now)
    desk.settle()
    guard case .success(let early)? = desk.forgotten[first], case .success(let late)? = desk.forgotten[second]
    else { return #expect(Bool(false), "both are told: \(desk.forgotten)") }
    #expect(early.events == 0 && late.events == 1)
    let stream = try #require(desk.node.venue.shown.orders[id])
    #expect(stream.events.allSatisfy { $0.personalRange == nil })
  }

  @Test func aCommandThatWaitsForAFailedDiskIsToldThatItIsOpenAfterThreeSeconds() throws {
    let desk = try Desk()
    desk.disk.plan(.fault(.io), atCall: desk.disk.calls + 1)
    let asker = desk.ask(.open(table: "T4", guests: 2, type: .dineIn, promisedAt: nil))
    desk.settle()
    #expect(desk.node.health.trouble != nil)
    desk.pass(milliseconds: 2_999)
    #expect(desk.replies[asker] == nil)
    desk.pass(milliseconds: 1)
    guard case .refused(let complaint)? = desk.replies[asker] else { return #expect(Bool(false)) }
    #expect(complaint.code == "unproven" && complaint.isOfDisk)
    desk.rest()
    #expect(desk.node.health.trouble == nil && desk.published.count == 1)
  }

  /// A name that has ended is said to have ended also where there is nobody to tell.
  @Test func whatIsPendingIsWrittenOnABoxWithoutLinks() throws {
    let disk = SimulatedDisk()
    let before = try IdentityFile.origin("till", 1)
    try IdentityFile(on: disk).keep(
      Identity(
        venue: "maple", origin: try IdentityFile.origin("till", 9), letter: "B",
        pendingRetirements: [Identity.Retirement(origin: before, reason: "a disk was copied")]))
    let desk = try Desk(disk)
    #expect(desk.node.deadlineMs.map { $0 <= 0 } == true, "the node wants to be woken at once")
    desk.pass(milliseconds: 0)
    desk.settle()
    #expect(try desk.held().map(\.type) == [.originRetired])
    #expect(desk.node.venue.identity.pendingRetirements.isEmpty && desk.node.deadlineMs == nil)
    #expect(try IdentityFile(on: disk).read() == desk.node.venue.identity)
  }

  @Test func aRestartFromACheckpointKnowsTheSame() throws {
    let disk = SimulatedDisk()
    let desk = try Desk(disk, eventsBetweenCheckpoints: 3)
    let (name, id) = try open(desk)
    for minutes in [5, 10, 15] as [Int64] {
      _ = desk.ask(.change(name, .kitchen(.rush(minutes == 10))))
      desk.settle()
    }
    let state = desk.node.venue.shown.orders[id]?.order
    disk.restart(after: .losingAll)
    let again = try Desk(disk)
    #expect(again.node.venue.shown.orders[id]?.order.isRushed == state?.isRushed)
    #expect(again.node.health.report.checkpoint != nil)
  }
}
