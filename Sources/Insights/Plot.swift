import Dining

/// A picture as data: what it shows, not how it is drawn. Values are whole numbers in the unit that ``unit`` names.
public struct Plot: Hashable, Sendable {
  public let title: String
  public let unit: Unit
  public let shape: Shape

  public init(_ title: String, _ unit: Unit, _ shape: Shape) {
    self.title = title
    self.unit = unit
    self.shape = shape
  }

  public enum Unit: Hashable, Sendable {
    case count
    case seconds
    /// In its minor unit.
    case money(Currency)
    /// Thousandths: from 0 to 1,000.
    case rate
  }

  public enum Shape: Hashable, Sendable {
    /// One below the other, each with its name.
    case bars([Bar])
    /// Side by side in even steps of time; nil where nothing was measured.
    case series([Point])
    /// Hours by weekdays: as many values in each row as there are columns.
    case heatMap(rows: [String], columns: [String], values: [[Int64?]])
    /// How many went on at each step.
    case funnel([Bar])
    /// How many lie in each step of a measure.
    case distribution([Bin], marks: [Mark])
  }

  public struct Bar: Hashable, Sendable {
    public let name: String
    public let value: Int64
    /// Whether it stands out by a rule that the manual gives.
    public let isMarked: Bool

    public init(_ name: String, _ value: Int64, isMarked: Bool = false) {
      self.name = name
      self.value = value
      self.isMarked = isMarked
    }
  }

  public struct Point: Hashable, Sendable {
    public let name: String
    public let value: Int64?

    public init(_ name: String, _ value: Int64?) {
      self.name = name
      self.value = value
    }
  }

  /// From `from` to less than `until`.
  public struct Bin: Hashable, Sendable {
    public let from: Int64
    public let until: Int64
    public let count: Int64

    public init(from: Int64, until: Int64, count: Int64) {
      self.from = from
      self.until = until
      self.count = count
    }
  }

  /// A value to be seen among the others, like the median.
  public struct Mark: Hashable, Sendable {
    public let name: String
    public let value: Int64

    public init(_ name: String, _ value: Int64) {
      self.name = name
      self.value = value
    }
  }
}
