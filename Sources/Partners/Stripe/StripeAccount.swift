import Events

/// How a house is set up with Stripe.
struct StripeAccount: Hashable, Sendable {
  enum Flow: String, Sendable {
    /// Stripe shows the guest a page.
    case checkout
    /// Something else of the house takes the card, for instance a reader.
    case intents
  }

  enum Mode: String, Sendable {
    case test, live
  }

  /// Why it can't work, in a sentence that holds nothing of a key.
  struct Fault: Error {
    let sentence: String
  }

  let venue: String
  let secretKey: String
  let mode: Mode
  let webhookSecret: String?
  /// Where Stripe is, without a slash at the end.
  let base: String
  let flow: Flow

  static let usualBase = "https://api.stripe.com"

  init(_ house: AdapterHouse) throws(Fault) {
    guard !house.lacksSecret else {
      throw Fault(sentence: "a file of a secret can't be read; nothing is done")
    }
    guard let key = house.secrets["secret_key_file"] else {
      throw Fault(sentence: "the setting secret_key_file is missing; nothing is done")
    }
    guard let mode = Self.mode(key) else {
      throw Fault(
        sentence: "secret_key_file holds no key that begins with sk_test_, rk_test_, sk_live_ or rk_live_")
    }
    guard let flow = Flow(rawValue: house.settings["flow"] ?? Flow.checkout.rawValue) else {
      throw Fault(sentence: "the setting flow is checkout or intents; nothing is done")
    }
    guard let base = ServiceBase.checked(house.settings["api_base"] ?? Self.usualBase) else {
      throw Fault(
        sentence: "the setting api_base is no https address (http on this machine alone); nothing is done")
    }
    venue = house.venue
    secretKey = key
    self.mode = mode
    webhookSecret = house.secrets["webhook_secret_file"]
    self.base = base
    self.flow = flow
  }

  private static func mode(_ key: String) -> Mode? {
    guard key.isPlain, !key.holds(" ") else { return nil }
    if key.hasPrefix("sk_test_") || key.hasPrefix("rk_test_") { return .test }
    return key.hasPrefix("sk_live_") || key.hasPrefix("rk_live_") ? .live : nil
  }
}
