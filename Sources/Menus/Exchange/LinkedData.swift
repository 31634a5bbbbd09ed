import Events

/// What JSON-LD leaves open to whoever writes it: types with and without their address, references, texts in languages.
///
/// Keys are taken as they stand, which is how schema.org is written everywhere; contexts are not fetched.
struct LinkedData {
  private let root: ForeignValue
  /// Nodes that say more than their address.
  private var nodes: [String: ForeignValue] = [:]

  static let sectionKeys: Set<String> = [
    "@context", "@type", "@id", "identifier", "name", "hasMenuSection", "hasMenuItem", "menuAddOn",
  ]
  static let dishKeys: Set<String> = [
    "@context", "@type", "@id", "identifier", "sku", "name", "description", "offers", "price", "menuAddOn",
  ]

  init(_ root: ForeignValue) {
    self.root = root
    index(root)
  }

  private mutating func index(_ value: ForeignValue) {
    if value.members.count > 1, let address = value["@id"]?.text, nodes[address] == nil {
      nodes[address] = value
    }
    for child in Self.children(value) { index(child) }
  }

  private static func children(_ value: ForeignValue) -> [ForeignValue] {
    switch value.kind {
    case .list(let values): values
    case .object(let members): members.map(\.value)
    case .null, .bool, .number, .text: []
    }
  }

  /// `Menu` of `https://schema.org/Menu` or `schema:Menu`.
  static func term(_ text: String) -> String {
    guard text.holds("schema"), let last = text.split(whereSeparator: { "/#:".contains($0) }).last else {
      return text
    }
    return String(last)
  }

  private func isOf(_ type: String, _ node: ForeignValue) -> Bool {
    (node["@type"]?.values ?? []).contains { $0.text.map(Self.term) == type }
  }

  /// A part of a menu, and which.
  struct Part {
    enum Kind: Hashable { case menu, section, dish }

    let node: ForeignValue
    let kind: Kind
  }

  /// Menus, sections and dishes that stand within no other, in the order of the file.
  var parts: [Part] {
    var found: [Part] = []
    func search(_ value: ForeignValue, _ key: String?) {
      // A reference stands for a node that is found where it is written.
      if value.isObject, value.members.count > 1, let kind = kind(of: value, under: key) {
        return found.append(Part(node: value, kind: kind))
      }
      switch value.kind {
      case .list(let values): for value in values { search(value, key) }
      case .object(let members): for member in members { search(member.value, Self.term(member.key)) }
      case .null, .bool, .number, .text: break
      }
    }
    search(root, nil)
    return found
  }

  /// By its type, else by the key that it stands under.
  private func kind(of node: ForeignValue, under key: String?) -> Part.Kind? {
    if isOf("Menu", node) { return .menu }
    if isOf("MenuSection", node) { return .section }
    if isOf("MenuItem", node) { return .dish }
    guard node["@type"] == nil else { return nil }
    return switch key {
    case "hasMenu", "menu": .menu
    case "hasMenuSection": .section
    case "hasMenuItem": .dish
    default: nil
    }
  }

  /// The addresses that stand under a key anywhere.
  func addresses(under key: String) -> Set<String> {
    var found: Set<String> = []
    func search(_ value: ForeignValue) {
      for one in value[key]?.values ?? [] {
        if let address = address(one) { found.insert(address) }
      }
      for child in Self.children(value) { search(child) }
    }
    search(root)
    return found
  }

  /// The first value of a key anywhere that is not empty.
  func first(_ key: String) -> ForeignValue? {
    func search(_ value: ForeignValue) -> ForeignValue? {
      if let found = value[key] { return found }
      for child in Self.children(value) {
        if let found = search(child) { return found }
      }
      return nil
    }
    return search(root)
  }

  /// Whether a node is a dish and not a section: by its type, else by what it has.
  func isDish(_ node: ForeignValue) -> Bool {
    if isOf("MenuItem", node) { return true }
    if isOf("MenuSection", node) || isOf("Menu", node) { return false }
    return node["hasMenuItem"] == nil && node["hasMenuSection"] == nil
  }

  /// The node itself, or the one that a reference or an address names; nil where that is not in the file.
  func node(_ value: ForeignValue) -> ForeignValue? {
    if value.isObject, value.members.contains(where: { $0.key != "@id" && $0.key != "@type" }) {
      return value
    }
    return address(value).flatMap { nodes[$0] }
  }

  /// What a node is known by in its file, or what a reference points to.
  func address(_ value: ForeignValue) -> String? { value.isObject ? value["@id"]?.text : value.text }

  /// The first of its texts, whatever its language.
  func text(_ value: ForeignValue?) -> String? {
    for one in value?.values ?? [] {
      let text = (one.text ?? one["@value"]?.text).map(ForeignText.oneLine)
      if let text, !text.isEmpty { return text }
    }
    return nil
  }

  func name(_ node: ForeignValue) -> String? { text(node["name"]) }

  /// What the file knows a thing by: an identifier before an address.
  func id(_ node: ForeignValue) -> ForeignID? {
    let identifier = node["identifier"]?.values.first
    if let text = identifier?.text ?? identifier?["value"]?.text ?? node["sku"]?.text, !text.isEmpty {
      return .given(text)
    }
    return node["@id"]?.text.map { .address($0) }
  }
}
