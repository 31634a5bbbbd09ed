/// What became of a request, as HTTP counts it (RFC 9110, section 15; 431 is of RFC 6585). A refusal is thrown as its
/// status.
enum DoorStatus: Int, CaseIterable, Error {
  case ok = 200
  case seeOther = 303
  case badRequest = 400
  case unauthorized = 401
  case notFound = 404
  case methodNotAllowed = 405
  case requestTimeout = 408
  case gone = 410
  case lengthRequired = 411
  case contentTooLarge = 413
  case targetTooLong = 414
  case expectationFailed = 417
  case headTooLarge = 431
  case internalError = 500
  case notImplemented = 501
  case badGateway = 502
  case unavailable = 503
  case gatewayTimeout = 504
  case versionNotSupported = 505

  /// The phrase of the status line, for whoever reads along.
  var phrase: String {
    switch self {
    case .ok: "OK"
    case .seeOther: "See Other"
    case .badRequest: "Bad Request"
    case .unauthorized: "Unauthorized"
    case .notFound: "Not Found"
    case .methodNotAllowed: "Method Not Allowed"
    case .requestTimeout: "Request Timeout"
    case .gone: "Gone"
    case .lengthRequired: "Length Required"
    case .contentTooLarge: "Content Too Large"
    case .targetTooLong: "URI Too Long"
    case .expectationFailed: "Expectation Failed"
    case .headTooLarge: "Request Header Fields Too Large"
    case .internalError: "Internal Server Error"
    case .notImplemented: "Not Implemented"
    case .badGateway: "Bad Gateway"
    case .unavailable: "Service Unavailable"
    case .gatewayTimeout: "Gateway Timeout"
    case .versionNotSupported: "HTTP Version Not Supported"
    }
  }

  /// The line that a person reads where nothing more particular is to be said.
  var words: String {
    switch self {
    case .ok: "ok"
    case .seeOther: "Go on to the page that this address stands for."
    case .badRequest: "This request is not written as HTTP/1.1 wants it, or was not accepted."
    case .unauthorized: "The right token is wanted: Authorization: Bearer TOKEN."
    case .notFound: "There is nothing at this address."
    case .methodNotAllowed: "This address does not take that method."
    case .requestTimeout: "The request took too long to come."
    case .gone: "What was at this address is not there any more."
    case .lengthRequired: "Send the body with a Content-Length; it is not taken in chunks."
    case .contentTooLarge: "The body is larger than \(DoorParser.bodyLimit >> 10) KiB."
    case .targetTooLong: "The address is longer than is taken here."
    case .expectationFailed: "No expectation is met but 100-continue."
    case .headTooLarge:
      "The head is larger than \(DoorParser.headLimit >> 10) KiB, or has more than \(DoorParser.fieldsLimit) fields."
    case .internalError: "The house could not take it now; send it again."
    case .notImplemented: "This method is not known here."
    case .badGateway: "The house's terminal said something that was not understood."
    case .unavailable: "The house's terminal does not answer; try again later."
    case .gatewayTimeout: "The house's terminal took too long to answer; try again later."
    case .versionNotSupported: "Only HTTP/1.1 and HTTP/1.0 are spoken here."
    }
  }
}
