/// A request as it came through the door: head and whole body.
struct DoorRequest: Hashable {
  let head: DoorHead
  /// The exact bytes: what was signed.
  let body: [UInt8]
}

/// What stands before the body of a request (RFC 9112, sections 3 and 5).
struct DoorHead: Hashable {
  struct Field: Hashable {
    /// In lower case: names are the same in either.
    let name: String
    /// Without blanks around it.
    let value: [UInt8]
  }

  /// As it was written: methods are told apart by case.
  let method: String
  /// What stands before the `?`, as it was written.
  let path: String
  /// What stands behind it, as it was written.
  var query = ""
  /// The 1 or 0 of HTTP/1.1 and HTTP/1.0.
  let minorVersion: Int
  var fields: [Field] = []

  func values(of name: String) -> [[UInt8]] { fields.filter { $0.name == name }.map(\.value) }

  /// Whether the connection may stay open for a further request (RFC 9112, section 9.3). One of HTTP/1.0 does not.
  var keepsOpen: Bool {
    minorVersion > 0
      && !values(of: "connection").contains { value in
        value.split(separator: UInt8(ascii: ",")).contains {
          HTTPBytes.lowered(HTTPBytes.trimmed($0)) == "close"
        }
      }
  }
}
