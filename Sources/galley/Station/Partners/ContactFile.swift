import Control
import Events
import Host

/// `contacts`: where guests have asked to be written to, a ``ContactLine`` each, for this user alone. Never in the log, and
/// on no other terminal.
struct ContactFile {
  let path: String
  private let file: BoundedLog

  /// More than a year of guests; the adapter reads the last of it.
  private static let bytesLimit = 4 << 20

  /// - Parameter root: the data directory.
  init(root: String) {
    path = "\(root)/contacts"
    file = BoundedLog(path: path, oldPath: "\(root)/contacts.1", bytesLimit: Self.bytesLimit)
  }

  func add(_ line: ContactLine) throws(SystemFault) { try file.append(Array(line.line.dropLast())) }

  /// Takes out what is older, or is of one order.
  func forget(before: Timestamp, order: OrderID?) throws(SystemFault) {
    try file.keepOnly { line in
      guard let contact = ContactLine(line: line) else { return false }
      return contact.at >= before || order.map { $0.description != contact.orderID } == true
    }
  }
}
