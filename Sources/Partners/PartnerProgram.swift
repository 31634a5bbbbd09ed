import Glibc

/// The program `galley-partner`: which adapter runs, by its first argument.
public enum PartnerProgram {
  /// - Parameter arguments: without the program's name.
  public static func main(_ arguments: [String]) {
    switch arguments {
    case ["simulated"]: PartnerShell.run(SimulatedAdapter())
    case ["stripe"]: PartnerShell.run(StripeAdapter())
    default:
      Diagnostics.say("one adapter is to be named: stripe or simulated")
      exit(2)
    }
  }
}
