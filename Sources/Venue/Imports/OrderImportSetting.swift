import Events
import Menus

/// What somebody says about a file of past orders beside what stands in it.
public struct OrderImportSetting: Sendable {
  /// The file's own names of the columns that were named for a field; several are joined with a blank.
  public var columns: [OrderColumn: [String]] = [:]
  /// How dates are written, where they are not written as RFC 3339 has them.
  public var dates: DateForm?
  /// A second file with names and prices.
  public var join: Join?
  /// What the prices are in; nil: what the menu in force is in.
  public var currency: MinorUnit?

  public init() {}

  /// Which column of the orders names which of a second file's rows.
  public struct Join: Hashable, Sendable {
    public let path: String
    /// The column in the file of orders.
    public let left: String
    /// The column in the second file.
    public let right: String

    public init(path: String, left: String, right: String) {
      self.path = path
      self.left = left
      self.right = right
    }
  }
}

/// Why a file of past orders was refused as a whole; nothing of it is taken.
public struct OrderImportFault: Error, Hashable, Sendable {
  /// Counted from 1; nil for what holds for the whole file.
  public let line: Int?
  public let reason: String

  init(line: Int? = nil, _ reason: String) {
    self.line = line
    self.reason = reason
  }

  /// What reading a table says of its form.
  static func checked<Read>(_ read: () throws(MenuFault) -> Read) throws(OrderImportFault) -> Read {
    do throws(MenuFault) {
      return try read()
    } catch {
      throw OrderImportFault(line: error.line, error.reason)
    }
  }

  public func sentence(file: String) -> String {
    (line.map { "\(file), line \($0): " } ?? "\(file): ") + reason
  }
}

/// What bounds a file of past orders.
public enum OrderImportLimits {
  /// 64 MiB: some 700,000 rows. More is read in several files.
  public static let fileBytes = 64 << 20
  public static let rows = 1_000_000
  /// A till's longest name of an order; it becomes a part of keys.
  public static let orderIDBytes = 100
  /// Of any other cell: what a ticket can show.
  public static let cellBytes = 500
  /// Rows of one order may lie this far apart: a longer evening is two orders under one number.
  public static let orderMs: Int64 = 86_400_000
  /// How many refused rows are told one by one.
  public static let refusalsTold = 20
}
