import Glibc

/// The program `galley-partner`: which adapter runs, by its first argument.
public enum PartnerProgram {
  /// - Parameter arguments: without the program's name.
  public static func main(_ arguments: [String]) {
    switch arguments {
    case ["simulated"]: PartnerShell.run(SimulatedAdapter())
    default:
      Diagnostics.say("one adapter is to be named: simulated")
      exit(2)
    }
  }
}
