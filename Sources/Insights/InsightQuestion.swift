import Events

/// A metric, over a window, of a part of the house.
public struct InsightQuestion: Hashable, Sendable {
  public var metric: Metric
  public var window: InsightWindow
  public var filter: InsightFilter
  /// How the rows are parted; see ``Metric/groupings``.
  public var grouping: Grouping?

  public enum Grouping: String, CaseIterable, Sendable {
    case hour, day, weekday, station, arm
  }

  public init(
    _ metric: Metric, _ window: InsightWindow, filter: InsightFilter = InsightFilter(),
    by grouping: Grouping? = nil
  ) {
    self.metric = metric
    self.window = window
    self.filter = filter
    self.grouping = grouping
  }
}

/// What is looked at: `from` is in it, `until` is not.
public struct InsightWindow: Hashable, Sendable {
  public let from: Timestamp
  public let until: Timestamp

  public init(from: Timestamp, until: Timestamp) {
    self.from = from
    self.until = until
  }

  public func holds(_ time: Timestamp) -> Bool { from <= time && time < until }
}

/// Which part of the house is looked at; nil: all of it.
public struct InsightFilter: Hashable, Sendable {
  /// `dine_in`, `takeaway` or `delivery`.
  public var orderType: String?
  public var station: ExactString?
  public var menuVersion: ExactString?
  /// `control` or `variant`.
  public var arm: String?

  public init(
    orderType: String? = nil, station: ExactString? = nil, menuVersion: ExactString? = nil, arm: String? = nil
  ) {
    self.orderType = orderType
    self.station = station
    self.menuVersion = menuVersion
    self.arm = arm
  }
}
