/// What a request is answered with.
struct DoorResponse: Hashable {
  struct Field: Hashable {
    let name: String
    let value: String
  }

  let status: DoorStatus
  let type: String
  /// What this status has beside the fields of every answer.
  let fields: [Field]
  let body: [UInt8]

  static let plainText = "text/plain; charset=utf-8"

  /// - Parameter words: one line for a person, without its newline; nil for that of the status.
  init(_ status: DoorStatus, _ words: String? = nil, fields: [Field] = []) {
    self.init(status, body: Array((words ?? status.words).utf8) + [UInt8(ascii: "\n")], fields: fields)
  }

  init(_ status: DoorStatus, body: [UInt8], type: String = plainText, fields: [Field] = []) {
    self.status = status
    self.type = type
    self.fields = fields
    self.body = body
  }

  /// The answer as it goes over the connection (RFC 9112, section 4).
  ///
  /// Nothing of it may be kept on the way: 404 and 410 would be (RFC 9110, section 15.1), and a payment that has no
  /// page yet may have one in a second. A date is not wanted of a server that asks no clock (section 6.6.1).
  ///
  /// - Parameters:
  ///   - isLast: whether the connection ends with it.
  ///   - isHeadOnly: for HEAD: the same fields, and no body.
  func bytes(isLast: Bool, isHeadOnly: Bool) -> [UInt8] {
    var head = "HTTP/1.1 \(status.rawValue) \(status.phrase)\r\n"
    let usual = [
      Field(name: "Content-Type", value: type), Field(name: "Content-Length", value: String(body.count)),
      Field(name: "Cache-Control", value: "no-store"),
    ]
    for field in usual + fields { head += "\(field.name): \(field.value)\r\n" }
    if isLast { head += "Connection: close\r\n" }
    return Array((head + "\r\n").utf8) + (isHeadOnly ? [] : body)
  }

  /// Answers a request that waits with its body until it hears that it is wanted (RFC 9110, section 10.1.1).
  static let proceed = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)
}
