import Events
import Foundation

/// Reads what Stripe says. Its JSON may hold fractions (rates of exchange and tax), which galley's own never has: they
/// are read as null, as is what no integer of 64 bits holds.
struct StripeJSON: Decodable {
  let value: JSON

  /// - Returns: nil where it is no JSON.
  static func read(_ bytes: [UInt8]) -> JSON? {
    (try? JSONDecoder().decode(StripeJSON.self, from: Data(bytes)))?.value
  }

  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  init(from decoder: any Decoder) throws {
    if let members = try? decoder.container(keyedBy: Name.self) {
      let names = members.allKeys.sorted { $0.stringValue < $1.stringValue }
      value = .object(
        try names.map {
          JSON.Member($0.stringValue, try members.decode(StripeJSON.self, forKey: $0).value)
        })
    } else if var elements = try? decoder.unkeyedContainer() {
      var values: [JSON] = []
      while !elements.isAtEnd { values.append(try elements.decode(StripeJSON.self).value) }
      value = .array(values)
    } else {
      let single = try decoder.singleValueContainer()
      if let text = try? single.decode(String.self) {
        value = .string(text)
      } else if let truth = try? single.decode(Bool.self) {
        value = .bool(truth)
      } else if let number = try? single.decode(Int64.self) {
        value = .int(number)
      } else {
        value = .null
      }
    }
  }
}

extension JSON {
  /// What an expandable field names, whether it came as the identifier or as the whole object.
  var stripeID: String? { string ?? self["id"]?.string }
}
