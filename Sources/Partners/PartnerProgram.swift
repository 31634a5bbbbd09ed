import Glibc

/// The program `galley-partner`: by its first argument an adapter, or the door of HTTP.
public enum PartnerProgram {
  /// - Parameter arguments: without the program's name.
  public static func main(_ arguments: [String]) {
    if arguments.first == "http" { exit(HTTPDoor.run(arguments: Array(arguments.dropFirst()))) }
    switch arguments {
    case ["simulated"]: PartnerShell.run(SimulatedAdapter())
    case ["stripe"]: PartnerShell.run(StripeAdapter())
    default:
      Diagnostics.say("one adapter is to be named, stripe or simulated; or http; see galley-partner(7)")
      exit(2)
    }
  }
}
