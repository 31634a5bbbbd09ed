import Foundation
import FoundationNetworking

/// Calls services over HTTP and puts what comes of it into the inbox.
///
/// The session's delegate works on one queue of width one, so that what it holds is touched by one thread at a time.
final class HTTPCaller: NSObject, URLSessionDataDelegate, @unchecked Sendable {
  private struct Begun {
    let call: Int
    var body: [UInt8] = []
    var isTooLong = false
    /// The answer asks for a password, and is all there is: the library would wait for one for ever.
    var isChallenged = false
  }

  private let inbox: Inbox
  private let queue = OperationQueue()
  private var begun: [Int: Begun] = [:]
  private var session: URLSession?
  /// Lookups of hosts: one after the other, since one that takes long is the rare case, and there is one receiver.
  private let lookups = DispatchQueue(label: "lookups")
  private let tunnel: CheckedTunnel?

  /// - Parameter tunnel: the way to addresses that were checked; without it there is none.
  init(inbox: Inbox, tunnel: CheckedTunnel? = nil) {
    self.inbox = inbox
    self.tunnel = tunnel
    super.init()
    queue.maxConcurrentOperationCount = 1
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = Double(HTTPCall.limitSeconds)
    configuration.timeoutIntervalForResource = Double(HTTPCall.limitSeconds)
    configuration.httpShouldSetCookies = false
    configuration.urlCache = nil
    configuration.urlCredentialStorage = nil
    session = URLSession(configuration: configuration, delegate: self, delegateQueue: queue)
  }

  func begin(_ number: Int, _ call: HTTPCall) {
    let deadline = DispatchTime.now() + .seconds(Int(HTTPCall.limitSeconds))
    guard let url = URL(string: call.url) else { return inbox.putAtOnce(.answer(call: number, .failed)) }
    guard let rule = call.rule else { return begin(number, call, request(call, to: url), deadline) }
    lookups.async { [self] in
      switch way(to: url, rule) {
      case .success(let place): begin(number, call, request(call, to: place), deadline)
      case .failure(let closed): inbox.putAtOnce(.answer(call: number, closed.outcome))
      }
    }
  }

  private struct Closed: Error {
    let outcome: HTTPOutcome
  }

  /// Looks the host up, and has the call go to the addresses that were looked at and no others.
  ///
  /// - Returns: where the call is made: with encryption through the tunnel, else to the address itself.
  private func way(to url: URL, _ rule: AddressRule) -> Result<URL, Closed> {
    guard let tunnel, var parts = URLComponents(url: url, resolvingAgainstBaseURL: false),
      let host = parts.host
    else { return .failure(Closed(outcome: .failed)) }
    let addresses = HostLookup.addresses(of: host.filter { $0 != "[" && $0 != "]" })
    guard !addresses.isEmpty else { return .failure(Closed(outcome: .failed)) }
    guard rule.allows(addresses) else { return .failure(Closed(outcome: .forbidden)) }
    if rule.isEncrypted {
      tunnel.lead(host, parts.port ?? 443, to: addresses)
      return .success(url)
    }
    parts.encodedHost = CheckedTunnel.firstThatAnswers(addresses, parts.port ?? 80)?.host
    return parts.url.map { .success($0) } ?? .failure(Closed(outcome: .failed))
  }

  private func request(_ call: HTTPCall, to url: URL) -> URLRequest {
    var request = URLRequest(url: url, timeoutInterval: Double(HTTPCall.limitSeconds))
    request.httpMethod = call.method.rawValue
    for (name, value) in call.headers { request.setValue(value, forHTTPHeaderField: name) }
    if call.method == .post { request.httpBody = Data(call.body) }
    return request
  }

  private func begin(_ number: Int, _ call: HTTPCall, _ request: URLRequest, _ deadline: DispatchTime) {
    guard let session else { return inbox.putAtOnce(.answer(call: number, .failed)) }
    var request = request
    // The receiver has the name that it was called by, also where the call goes to its address.
    if call.rule != nil, let name = URLComponents(string: call.url), let host = name.encodedHost {
      request.setValue(host + (name.port.map { ":\($0)" } ?? ""), forHTTPHeaderField: "Host")
    }
    let task = session.dataTask(with: request)
    queue.addOperation { [self] in begun[task.taskIdentifier] = Begun(call: number) }
    task.resume()
    // The session's own limits begin anew with every piece of an answer.
    DispatchQueue.global().asyncAfter(deadline: deadline) { task.cancel() }
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    guard var answer = begun[dataTask.taskIdentifier], !answer.isTooLong else { return }
    if answer.body.count + data.count > HTTPCall.answerLimitBytes {
      answer.isTooLong = true
      answer.body = []
      dataTask.cancel()
    } else {
      answer.body += data
    }
    begun[dataTask.taskIdentifier] = answer
  }

  /// A redirect would carry the key to wherever it points.
  func urlSession(
    _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) {
    completionHandler(nil)
  }

  /// Who is asked for a password has none but the one that the call has carried: 401 is an answer like another.
  func urlSession(
    _ session: URLSession, task: URLSessionTask, didReceive challenge: URLAuthenticationChallenge,
    completionHandler: @escaping @Sendable (URLSession.AuthChallengeDisposition, URLCredential?) -> Void
  ) {
    begun[task.taskIdentifier]?.isChallenged = true
    completionHandler(.cancelAuthenticationChallenge, nil)
  }

  func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
    guard let answer = begun.removeValue(forKey: task.taskIdentifier) else { return }
    guard error == nil || answer.isChallenged, !answer.isTooLong,
      let response = task.response as? HTTPURLResponse
    else {
      inbox.putAtOnce(.answer(call: answer.call, .failed))
      return
    }
    var headers: [String: String] = [:]
    for (name, value) in response.allHeaderFields {
      guard let name = name as? String, let value = value as? String else { continue }
      headers[name.lowercased()] = value
    }
    inbox.putAtOnce(
      .answer(
        call: answer.call,
        .answer(status: response.statusCode, headers: headers, body: answer.body)))
  }
}
