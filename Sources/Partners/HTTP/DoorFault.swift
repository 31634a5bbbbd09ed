import Glibc

/// Why the door can't be opened, in a sentence, and with which status the program ends.
enum DoorFault: Error, Hashable, CustomStringConvertible {
  case usage(String)
  /// A system call about the place to listen at.
  case network(String, number: Int32)
  case unknownName(String)

  var exitStatus: Int32 {
    switch self {
    case .usage: 2
    case .network, .unknownName: 4
    }
  }

  var description: String {
    switch self {
    case .usage(let sentence): sentence
    case .network(let place, let number):
      "can't listen on \(place): \(String(cString: strerror(number))); see what else listens there, or name another port"
    case .unknownName(let place):
      "can't listen on \(place): no address of that name is known; give an IP address"
    }
  }
}
