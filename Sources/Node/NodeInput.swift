import Dining
import EventLog
import Events
import Replication
import Venue

/// What reaches a ``Node`` from outside.
public enum NodeInput {
  /// A person's request.
  case request(Request, from: Asker)
  /// Events that other terminals wrote: decoded, in chain, new here.
  case arrived([Event], from: Asker)
  /// Somebody wants personal data erased.
  case forget(before: Timestamp, order: OrderID?, from: Asker)
  /// Something happened to a link, or to a call.
  case link(MeshInput)
  /// The log's writer has something to say.
  case log(LogOutcome)
  /// The moment that ``Node/deadlineMs`` named has come, or any other.
  case tick
}

/// What a ``Node`` wants done, in this order.
public enum NodeEffect {
  /// Hand this to the log's writer; what comes of it is a ``NodeInput/log(_:)``.
  case log(LogJob)
  case answer(Reply, to: Asker)
  case answerForget(Result<Forgetting.Report, LogFault>, to: Asker)
  /// These are durable and new: followers and partners get them.
  case publish([Event])
  /// Do this outside the house; what comes of it is a request of the house's own.
  case carryOut(Errand)
  /// Another terminal delivers to a partner, and has come this far.
  case told(DeliveredReach)
  /// The picture may have changed.
  case changed
  /// Call another terminal; what comes of it is a ``NodeInput/link(_:)``.
  case dial(PeerAddress)
  case send([UInt8], over: LinkID)
  /// Send what waits on a link, then close it.
  case hangUp(LinkID)
}
