import Foundation

extension Figure {
  /// A menu of 2,000 dishes in 60 sections: imported, frozen and compared by whole processes, each sync included.
  static let menu = Figure(name: "menu", measure: "a menu of 2,000 dishes") {
    let galley = try Galley()
    let scratch = try ScratchDirectory()
    let data = ["--data", scratch.path + "/data"]
    let paths = try [0, 1].map { change in
      let path = "\(scratch.path)/\(change).json"
      try Data(LargeMenu.text(change: change).utf8).write(to: URL(filePath: path))
      return path
    }
    for (path, label) in zip(paths, ["old", "new"]) {
      try galley.run(data + ["menu", "import", path])
      try galley.run(data + ["menu", "snapshot", "--label", label])
    }
    let rounds = 11
    // Each into a house of its own: a start without a terminal that runs reads the menus that are there.
    let imports = try (0..<rounds).map { round in
      let house = ["--data", "\(scratch.path)/house-\(round)"]
      return try seconds { try galley.run(house + ["menu", "import", paths[round % 2]]) } * 1e3
    }
    let looks = try (0..<rounds).map { _ in try seconds { try galley.run(data + ["menu", "versions"]) } * 1e3
    }
    let diffs = try (0..<rounds).map { _ in
      try seconds { try galley.run(data + ["menu", "diff", "old", "new", "--json"]) } * 1e3
    }
    return [
      Result(
        label: "`menu import`, 2,000 dishes in 60 sections", ours: median(imports), unit: "ms",
        reach: .atMost(200)),
      Result(
        label: "`menu diff` of two of them, all that a process does", ours: median(diffs), unit: "ms",
        reach: .none),
      Result(
        label: "`menu diff` beyond what `menu versions` takes on the same log",
        ours: median(diffs) - median(looks),
        unit: "ms", reach: .atMost(50)),
    ]
  }
}

/// A made-up menu of 2,000 dishes in 60 sections.
enum LargeMenu {
  static let dishes = 2_000
  static let sections = 60

  /// - Parameter change: another number changes every tenth price, moves a few dishes and takes some away.
  static func text(change: Int) -> String {
    let items = (0..<dishes).filter { change == 0 || $0 % 97 != 0 }.map { number in
      let price = 500 + number + (number.isMultiple(of: 10) ? change * 50 : 0)
      let section = number.isMultiple(of: 89) ? (number + change) % sections : number % sections
      return (section: section, text: dish(number, price: price))
    }
    let parts = (0..<sections).map { section in
      let own = items.filter { $0.section == section }.map(\.text)
      return #"{"id":"s\#(section)","name":"Section \#(section)","items":[\#(own.joined(separator: ","))]}"#
    }
    return
      #"{"menu_id":"large","name":"Large","currency":"EUR","sections":[\#(parts.joined(separator: ","))]}"#
  }
  private static func dish(_ number: Int, price: Int) -> String {
    """
    {"id":"d\(number)","name":"Dish \(number) with a name of some length","price":\(price),
    "description":"What a guest reads about dish \(number) before it is ordered.",
    "prep_minutes":\(number % 30),"allergens":["milk","gluten"],"station":"grill","course":"main",
    "modifiers":[{"group":"cooked","min":1,"max":1,
    "options":[{"name":"pink","price":0},{"name":"done","price":0}]}]}
    """
  }
}
