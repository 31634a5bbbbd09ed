import Events

/// The payloads of ``Restaurant``, each with the fields that the contract gives it.
enum PayloadMirror: Encodable {
  case opened(Opened)
  case joined(Joined)
  case added(Added)
  case moved(Moved)
  case rushed(Rushed)
  case delayed(Delayed)
  case billed(Billed)
  case paid(Paid)
  case freed(Freed)
  case empty(Empty)

  struct Opened: Codable {
    let currency: String
    let guests: Int64?
    let orderType: String
    let shortCode: String
    let tableID: String?

    enum CodingKeys: String, CodingKey {
      case currency, guests
      case orderType = "order_type"
      case shortCode = "short_code"
      case tableID = "table_id"
    }
  }

  struct Joined: Codable {
    let label: String
  }

  struct Added: Codable {
    let allergens: [String]?
    let course: String?
    let menuitemID: String
    let modifiers: [Modifier]?
    let name: String
    let participantID: String?
    let qty: Int64
    let station: String?
    let unitPrice: Int64

    struct Modifier: Codable {
      let name: String
      let price: Int64
    }

    enum CodingKeys: String, CodingKey {
      case allergens, course, modifiers, name, qty, station
      case menuitemID = "menuitem_id"
      case participantID = "participant_id"
      case unitPrice = "unit_price"
    }
  }

  struct Moved: Codable {
    let from: String
    let items: [Item]
    let recall: Bool?
    let round: Int64?
    let to: String
    let undoes: String?

    struct Item: Codable {
      let from: String
      let itemID: String

      enum CodingKeys: String, CodingKey {
        case from
        case itemID = "item_id"
      }
    }
  }

  struct Rushed: Codable {
    let rush: Bool
  }

  struct Delayed: Codable {
    let delayMinutes: Int64
    let round: Int64?

    enum CodingKeys: String, CodingKey {
      case round
      case delayMinutes = "delay_minutes"
    }
  }

  struct Billed: Codable {
    let from: String
    let total: Int64
  }

  struct Paid: Codable {
    let amount: Int64
    let paymentID: String
    let provider: String

    enum CodingKeys: String, CodingKey {
      case amount, provider
      case paymentID = "payment_id"
    }
  }

  struct Freed: Codable {
    let reason: String
    let tableID: String

    enum CodingKeys: String, CodingKey {
      case reason
      case tableID = "table_id"
    }
  }

  struct Empty: Codable {}

  init(_ type: String, _ line: KeyedDecodingContainer<LineMirror.CodingKeys>) throws {
    self =
      switch type {
      case "order_opened": .opened(try line.decode(Opened.self, forKey: .payload))
      case "participant_joined": .joined(try line.decode(Joined.self, forKey: .payload))
      case "item_added": .added(try line.decode(Added.self, forKey: .payload))
      case "status_changed": .moved(try line.decode(Moved.self, forKey: .payload))
      case "rush_set": .rushed(try line.decode(Rushed.self, forKey: .payload))
      case "delay_marked": .delayed(try line.decode(Delayed.self, forKey: .payload))
      case "bill_requested": .billed(try line.decode(Billed.self, forKey: .payload))
      case "paid": .paid(try line.decode(Paid.self, forKey: .payload))
      case "table_freed": .freed(try line.decode(Freed.self, forKey: .payload))
      default: .empty(try line.decode(Empty.self, forKey: .payload))
      }
  }

  func encode(to encoder: any Encoder) throws {
    switch self {
    case .opened(let payload): try payload.encode(to: encoder)
    case .joined(let payload): try payload.encode(to: encoder)
    case .added(let payload): try payload.encode(to: encoder)
    case .moved(let payload): try payload.encode(to: encoder)
    case .rushed(let payload): try payload.encode(to: encoder)
    case .delayed(let payload): try payload.encode(to: encoder)
    case .billed(let payload): try payload.encode(to: encoder)
    case .paid(let payload): try payload.encode(to: encoder)
    case .freed(let payload): try payload.encode(to: encoder)
    case .empty(let payload): try payload.encode(to: encoder)
    }
  }
}
