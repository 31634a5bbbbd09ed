/// One cell of a frame: a cluster and its style, or the right half of a wide one.
public struct Cell: Equatable, Sendable {
  /// What it shows; in the right half of a wide cluster, what the left half shows.
  public let cluster: Cluster
  public let style: Style
  /// The right half of a wide cluster: outputs pass over it.
  public let isContinuation: Bool

  init(_ cluster: Cluster, style: Style, isContinuation: Bool = false) {
    self.cluster = cluster
    self.style = style
    self.isContinuation = isContinuation
  }

  static func blank(_ style: Style) -> Cell { Cell(.blank, style: style) }
}
