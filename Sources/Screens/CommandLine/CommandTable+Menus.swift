import Dining
import Events
import Venue

/// The menu.
extension CommandTable {
  static let menus: [Command] = [
    Command(
      "menu list", flags: [.columns], "The dishes: id, name, price, and which are sold out.",
      example: "menu list"
    ) { _, _ in .menuList },
    Command(
      "menu show", "The menu in force, as it stands; with --json as menu import reads it.",
      example: "menu show"
    ) {
      _, _ in .menuShow
    },
    Command("menu example", "A menu to begin with, as menu import reads it.", example: "menu example") {
      _, _ in
      .menuExample
    },
    Command(
      "menu import FILE", "Make a menu document the menu of the house.", example: "menu import dinner.json"
    ) { _, operands in
      .change(.importMenu(path: operands[0]))
    },
    Command(
      "menu sold-out MENUITEM", flags: [.off], "Take a dish off the menu for now.",
      example: "menu sold-out burger"
    ) {
      arguments, operands in
      .change(.request(.soldOut(menuitem: operands[0], isAvailable: arguments.has("off"))))
    },
  ]
}
