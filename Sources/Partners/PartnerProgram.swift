import Glibc

/// The program `galley-partner`: by its first argument an adapter, or the door of HTTP.
public enum PartnerProgram {
  /// - Parameter arguments: without the program's name.
  public static func main(_ arguments: [String]) {
    if arguments.first == "http" { exit(HTTPDoor.run(arguments: Array(arguments.dropFirst()))) }
    guard let row = AdapterTable.rows.first(where: { $0.name == arguments.first }),
      arguments.count == 1 || arguments.dropFirst() == ["--help"]
    else {
      let names = AdapterTable.rows.map(\.name).joined(separator: ", ")
      Diagnostics.say("one adapter is to be named: \(names); or http; see galley-partner(7)")
      exit(2)
    }
    if arguments.count > 1 { print(AdapterTable.help(row), terminator: "") } else { row.run() }
  }
}
