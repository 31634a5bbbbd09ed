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
  }

  private let inbox: Inbox
  private let queue = OperationQueue()
  private var begun: [Int: Begun] = [:]
  private var session: URLSession?

  init(inbox: Inbox) {
    self.inbox = inbox
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
    guard let session, let url = URL(string: call.url) else {
      inbox.putAtOnce(.answer(call: number, .failed))
      return
    }
    var request = URLRequest(url: url, timeoutInterval: Double(HTTPCall.limitSeconds))
    request.httpMethod = call.method.rawValue
    for (name, value) in call.headers { request.setValue(value, forHTTPHeaderField: name) }
    if call.method == .post { request.httpBody = Data(call.body) }
    let task = session.dataTask(with: request)
    queue.addOperation { [self] in begun[task.taskIdentifier] = Begun(call: number) }
    task.resume()
    // The session's own limits begin anew with every piece of an answer.
    DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(Int(HTTPCall.limitSeconds))) {
      task.cancel()
    }
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

  func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
    guard let answer = begun.removeValue(forKey: task.taskIdentifier) else { return }
    guard error == nil, !answer.isTooLong, let response = task.response as? HTTPURLResponse else {
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
