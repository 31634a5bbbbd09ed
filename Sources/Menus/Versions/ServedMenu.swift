import Events

/// The menu that somebody orders from at a moment.
public struct ServedMenu: Sendable {
  public let document: MenuDocument
  /// Whether the document is frozen: an order that is written from a version names it.
  public let isVersion: Bool
  /// Dishes that can't be had at the moment, on the menu or not.
  public let soldOut: Set<ExactString>

  public var menuID: ExactString { document.menuID }

  /// The version that orders pin; nil while the document is frozen as none.
  public var version: VersionID? { isVersion ? document.versionID : nil }

  public func isSoldOut(_ item: ExactString) -> Bool { soldOut.contains(item) }

  /// Whether a dish is on the menu and not sold out.
  public func canOrder(_ item: ExactString) -> Bool { document.item(item) != nil && !soldOut.contains(item) }
}
