import Events
import Foundation
import Glibc

/// Reads the files of secrets that a partner's settings name.
enum SecretFiles {
  /// No key of a provider is as long.
  private static let limitBytes = 4096

  static func house(venue: String, settings: JSON) -> AdapterHouse {
    var texts: [String: String] = [:]
    if case .object(let members) = settings {
      for member in members { texts[member.key.string] = member.value.string }
    }
    var secrets: [String: String] = [:]
    for (name, path) in texts.sorted(by: { $0.key < $1.key }) where AdapterHouse.isSecretFile(name) {
      secrets[name] = secret(path, hasLines: name == AdapterHouse.secretsFile)
      if secrets[name] == nil {
        Diagnostics.say("the file that the setting \(name) names can't be read, or holds nothing")
      }
    }
    return AdapterHouse(venue: venue, settings: texts, secrets: secrets)
  }

  /// - Returns: nil where there is no such file, or nothing in it, or more than a secret.
  private static func secret(_ path: String, hasLines: Bool) -> String? {
    // Without waiting: a named pipe in its place would hold up everything.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: limitBytes + 1)
    let count = read(descriptor, &buffer, buffer.count)
    guard count > 0, count <= limitBytes,
      let text = String(validating: buffer[..<count], as: UTF8.self)
    else { return nil }
    let secret = text.trimmingCharacters(in: .whitespacesAndNewlines)
    let isSecret = secret.utf8.allSatisfy { $0 >= 0x20 || hasLines && [0x0A, 0x0D].contains($0) }
    return secret.isEmpty || !isSecret ? nil : secret
  }
}
