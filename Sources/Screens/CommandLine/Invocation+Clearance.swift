import Dining
import Venue

extension Invocation {
  /// Who may give it once the house has staff. What changes something asks the heart's own table.
  public var clearance: Clearance {
    switch self {
    case .change(let change): change.clearance
    // What other terminals wrote, and what is erased from the log, no request of the heart stands for.
    case .ingest, .forget, .menuEdit, .partners(.retry): .manager
    case .message: .staff
    case .importOrders(let file): file.isPreview ? .nobody : .manager
    case .show, .list, .payStatus, .events, .state, .verify, .metrics, .doctor, .serve, .kitchen, .staff,
      .manager, .version, .table, .config, .menus, .experiments, .reportDay, .insights, .export, .menuExample,
      .menuRead, .peers,
      .probe,
      .newKey, .help, .completion, .complete, .themeList, .themeShow, .screen, .demo, .staffList, .logIn,
      .logOut, .voice, .partners, .exportEvents:
      .nobody
    }
  }
}

extension Invocation.Change {
  /// That of the request which it becomes.
  fileprivate var clearance: Clearance {
    let action: Request.Action =
      switch self {
      case .request(let action): action
      case .open: .open(table: nil, guests: nil, type: .dineIn, promisedAt: nil)
      case .place: .place([])
      case .terms(let order, let terms, _): .change(order, .service(.change(terms)))
      case .importMenu: .menu(.importDocument(.null))
      case .publishMenu: .menu(.publish(nil, label: nil))
      case .activate(let version, _, _): .menu(.activate(version: version, from: nil, until: nil))
      case .createExperiment(let plan): .experiment(.end(experiment: plan.variant, reason: nil))
      case .addStaff(let name, _, _): .staff(.remove(name: name))
      case .startPayment(let order, let target, let tip, _): .change(order, .pay(.start(target, tip: tip)))
      case .keepCard(let order, _): .change(order, .pay(.split(ways: nil)))
      }
    return action.clearance
  }
}

extension Command {
  /// Who may give it, in the order of ``Clearance``. The same words may be for different people: a discount is for
  /// managers, a tip for staff.
  public var clearances: [Clearance] {
    let found = Set(variants.compactMap { try? CommandTable.understand(Arguments($0)).clearance })
    return Clearance.allCases.filter(found.contains)
  }

  /// Who may, for help and manual.
  public var people: String {
    let all = clearances
    guard all.count > 1 else { return all.first?.people ?? "" }
    return all.compactMap { clearance in
      let kinds = kinds(for: clearance)
      return kinds.isEmpty ? nil : "\(kinds.joined(separator: ", ")): \(clearance.people)"
    }.joined(separator: "; ")
  }

  /// Its example, with each of the words that may stand for a KIND.
  private var variants: [[String]] {
    guard let example = try? Arguments.split(example) else { return [] }
    guard let place = kindPlace, example.indices.contains(place) else { return [example] }
    return Adjustment.Kind.allCases.map { kind in
      var words = example
      words[place] = kind.rawValue
      return words
    }
  }

  private var kindPlace: Int? { operands.firstIndex(of: "KIND").map { words.count + $0 } }

  /// Which words for a KIND are for those; none where the command has no such place, or is for the same people with all.
  public func kinds(for clearance: Clearance) -> [String] {
    guard let place = kindPlace, clearances.count > 1 else { return [] }
    return variants.filter { words in
      (try? CommandTable.understand(Arguments(words)).clearance) == clearance
    }.map { $0[place] }
  }
}
