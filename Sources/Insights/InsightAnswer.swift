import Dining
import Events

/// What was found: one table, and the same as pictures. Commands, CSV, JSON and panes are made from it.
public struct InsightAnswer: Hashable, Sendable {
  public let question: InsightQuestion
  /// Of all amounts; nil where the window has none.
  public let currency: Currency?
  public let columns: [Column]
  /// As many values in each as there are columns.
  public let rows: [[Value]]
  public let plots: [Plot]
  /// What a reader has to know, in sentences: that there are too few samples, that a window lies ahead.
  public let notes: [String]

  public init(
    _ question: InsightQuestion, currency: Currency? = nil, columns: [Column], rows: [[Value]],
    plots: [Plot] = [],
    notes: [String] = []
  ) {
    self.question = question
    self.currency = currency
    self.columns = columns
    self.rows = rows
    self.plots = plots
    self.notes = notes
  }

  public struct Column: Hashable, Sendable {
    /// What JSON and CSV call it.
    public let key: String
    /// What people read above it.
    public let title: String

    public init(_ key: String, _ title: String) {
      self.key = key
      self.title = title
    }
  }

  public enum Value: Hashable, Sendable {
    case none
    case text(String)
    case count(Int64)
    /// Whole seconds and half ones: twice as many halves.
    case halfSeconds(Int64)
    /// A number from 0 to 1; of none out of none there is no rate.
    case rate(Int64, of: Int64)
    /// In the minor unit.
    case money(Int64)
    case flag(Bool)
    case time(Timestamp)
    /// How often each of several things was so, like the reasons of voids.
    case counts([Count])
  }

  public struct Count: Hashable, Sendable {
    public let name: String
    public let count: Int64

    public init(_ name: String, _ count: Int64) {
      self.name = name
      self.count = count
    }
  }
}

extension InsightAnswer {
  /// More bars than this nobody compares: the table has the others.
  static let barsLimit = 20

  /// A name like `menu_viewed` as people read it.
  public static func words(_ name: String) -> String { String(name.map { $0 == "_" ? " " : $0 }) }
}
