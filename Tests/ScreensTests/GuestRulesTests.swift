import Dining
import Events
import Testing
import Venue

@testable import Screens

/// The boundary around a table's guests (S9, S19, S21): of all commands and flags, which are theirs.
@Suite struct GuestRulesTests {
  private static let rules = GuestTable("T4").map { GuestRules($0) }

  private func refusal(_ words: [String]) throws -> GuestRules.Fault? {
    let rules = try #require(Self.rules)
    do throws(GuestRules.Fault) {
      _ = try rules.understand(words)
      return nil
    } catch {
      return error
    }
  }

  /// The contract, section 6, "The table's screen".
  private static let contract = [
    "order open", "order add", "order remove", "order quantity", "order undo", "order submit", "order alert",
    "order bill", "order complete", "order show", "participant join", "menu show", "pay status",
    "pay start", "pay split", "pay method", "pay arm", "pay disarm",
    // What a voice has said or done is confirmed and taken back by a key of the same screen.
    "voice say", "voice listen", "voice confirm", "voice undo",
  ]

  @Test func `the commands of guests are those of the contract`() {
    let theirs = CommandTable.all.filter { $0.guests != .never }.map(\.name)
    #expect(Set(theirs) == Set(Self.contract))
  }

  /// Written by hand: what the rows say is held against it, flag by flag.
  private static let flags: [String: Set<String>] = [
    "order open": ["table", "guests", "type", "quiet"],
    "order add": ["qty", "modifier", "note", "participant"],
    "pay start": ["participant", "share", "tip", "qr"], "pay split": ["ways"], "pay method": ["participant"],
    "pay arm": ["participant", "max", "scope", "consent"], "pay disarm": ["participant"],
    "order show": ["columns"], "participant join": ["name"],
    "voice say": ["confidence", "surface", "order", "participant"],
    "voice listen": ["surface", "order", "participant", "trust"],
    "voice confirm": ["surface"], "voice undo": ["surface", "order"],
  ]

  @Test func `every flag of every command is refused, but those that are written down`() throws {
    var tried = 0
    for command in CommandTable.all {
      let words = try Self.words(command)
      let isTheirs = Self.contract.contains(command.name)
      if isTheirs {
        #expect(try refusal(words) == nil, "\(command.name)")
      } else {
        #expect(try refusal(words)?.isNotTheirs == true, "\(command.name)")
      }
      for flag in CommandTable.flagNames + ["help", "version"] {
        let value = CommandTable.flag(flag)?.value == nil ? [] : [flag == "type" ? "dine_in" : "T4"]
        let refusal = try refusal(words + ["--\(flag)"] + value)
        let own = Self.flags[command.name] ?? []
        let asks = command.operands.first == "CODE" ? ["participant"] : []
        let isAllowed = isTheirs && own.union(["json", "idempotency-key"] + asks).contains(flag)
        // What is allowed may still make no sense, as `--qty T4`.
        #expect((refusal?.isNotTheirs ?? false) == !isAllowed, "\(command.name) --\(flag)")
        tried += 1
      }
    }
    #expect(tried > 3_000)
  }

  /// A command with something in each of its places.
  private static func words(_ command: Command) throws -> [String] {
    command.words
      + command.operands.map { ["CODE": "T4", "N": "2", "ITEM": "1"][Command.bare($0)] ?? "x" }
      + (command.guests == .never ? [] : command.flags.filter(\.isRequired)).flatMap {
        ["--\($0.name)", "P1"]
      }
  }

  @Test func `an order is opened at their own table, to eat there`() throws {
    let rules = try #require(Self.rules)
    for words in [["order", "open"], ["order", "open", "--table", "t4"], ["order", "open", "--table=4"]] {
      guard case .change(.open(let table, _, let type, let promised)) = try rules.understand(words).invocation
      else { throw Unexpected() }
      #expect(table == "T4" && type == .dineIn && promised == nil)
    }
    for words in ["--table T5", "--table T44", "--table ", "--type takeaway", "--type delivery"] {
      let parts = words.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
      #expect(try refusal(["order", "open"] + parts)?.isNotTheirs == true, "\(words)")
    }
  }

  @Test func `the menu is that of their own table, in force now`() throws {
    let rules = try #require(Self.rules)
    guard case .menus(.show(let show)) = try rules.understand(["menu", "show"]).invocation else {
      throw Unexpected()
    }
    #expect(show.table == "T4" && show.at == nil && show.session == nil && !show.isDraft && !show.isWhy)
    for flag in ["--table=T4", "--at=19:00", "--session=x", "--draft", "--why"] {
      #expect(try refusal(["menu", "show", flag])?.isNotTheirs == true, "\(flag)")
    }
  }

  @Test func `who asks is named with any command of an order`() throws {
    let rules = try #require(Self.rules)
    for words in [["order", "submit", "B07"], ["order", "add", "B07", "soup"], ["order", "undo", "B07"]] {
      let asker = try rules.understand(words + ["--participant", "P1"]).asker
      #expect(asker?.order == OrderName("B07") && asker?.participant == "P1")
      #expect(try rules.understand(words).asker == nil)
    }
    #expect(try refusal(["menu", "show", "--participant", "P1"])?.isNotTheirs == true)
    #expect(try refusal(["order", "open", "--participant", "P1"])?.isNotTheirs == true)
  }

  @Test func `words that are no command are refused as what is not theirs`() throws {
    for words in [[], ["help"], ["order"], ["order", "list"], ["q"], ["--version"], ["order", "shw", "T4"]] {
      #expect(try refusal(words)?.isNotTheirs == true, "\(words)")
    }
    #expect(try refusal(["order", "add"])?.isNotTheirs == false)
    #expect(try refusal(["order", "add", "--frob"])?.isNotTheirs == false)
  }

  /// S12: the name of a table stands in the name of a file.
  @Test func `a table's name leads nowhere else`() {
    for text in ["T4", "4", "Terrace-2", "bar_7", String(repeating: "x", count: 32)] {
      #expect(GuestTable(text)?.description == text)
    }
    for text in ["", "..", "T/4", "../T4", "T 4", "T4\0", "Ü", "T4.sock", String(repeating: "x", count: 33)] {
      #expect(GuestTable(text) == nil, "\(text)")
    }
  }

  private struct Unexpected: Error {}
}

extension GuestRules.Fault {
  fileprivate var isNotTheirs: Bool {
    if case .notTheirs = self { true } else { false }
  }
}
