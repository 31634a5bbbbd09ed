import Foundation
import TestAids
import Testing

/// System calls of a program that shall fail, by a shim that is loaded before the C library.
struct FaultyDisk {
  /// Which calls count: their names, divided by commas, or `all` (see `FaultShim/fault_shim.c`).
  var calls = "all"
  /// `EIO`, `ENOSPC`, `EROFS`, `EINTR`, `short`, or `hold`: the call waits while the faults are armed, and is done then.
  var error: String
  /// The first of them that fails, from 1.
  var first = 1
  /// How many fail from there on; nil: all.
  var count: Int? = 1
  /// So many calls fail between two that do not; 0: as `first` and `count` say.
  var storm = 0
  /// Only calls on files whose path holds this text count.
  var name = ""
  /// Calls count from the start, or only once ``ScratchHouse/armFaults()`` was called.
  var isArmed = true

  /// Holds the shim until the tests end.
  private static let folder = Result { try ScratchFolder() }

  /// The shim, compiled once for all tests.
  private static let library = Result { try compile() }

  private static func compile() throws -> String {
    let compiler = try Programs.find("cc", package: "gcc")
    let source = Checkout.script("Harness/FaultShim/fault_shim.c")
    let path = "\(try folder.get().path)/fault_shim.so"
    let arguments = [compiler, "-shared", "-fPIC", "-O1", "-o", path, source, "-ldl"]
    let compiled = try Subprocess(arguments, environment: ProcessInfo.processInfo.environment).finish(
      within: 60)
    guard compiled.status == 0 else {
      throw Failure(
        "cc did not compile the shim (install Debian packages gcc and libc6-dev): \(compiled.errors)")
    }
    atexit { try? FaultyDisk.folder.get().remove() }
    return path
  }

  /// What a program in this house needs in its environment.
  fileprivate func environment(in house: ScratchHouse) throws -> [String: String] {
    var variables = [
      "LD_PRELOAD": try Self.library.get(), "GALLEY_FAULT_ROOT": house.data, "GALLEY_FAULT_CALLS": calls,
      "GALLEY_FAULT_ERROR": error, "GALLEY_FAULT_FIRST": "\(first)", "GALLEY_FAULT_COUNT": "\(count ?? 0)",
      "GALLEY_FAULT_STORM": "\(storm)", "GALLEY_FAULT_NAME": name, "GALLEY_FAULT_REPORT": house.faultReport,
    ]
    if !isArmed { variables["GALLEY_FAULT_ARMED"] = house.faultSwitch }
    return variables
  }
}

extension ScratchHouse {
  fileprivate var faultReport: String { root + "/faults" }
  fileprivate var faultSwitch: String { root + "/faults-on" }

  /// From now on the calls of programs on a ``FaultyDisk`` that is not armed count.
  func armFaults() throws { try write("", to: faultSwitch) }

  /// The disk works again.
  func disarmFaults() throws { try FileManager.default.removeItem(atPath: faultSwitch) }

  /// The calls that have failed so far: place, name and path.
  func failedCalls() -> [String] {
    ((try? String(contentsOfFile: faultReport, encoding: .utf8)) ?? "").splitLines
  }

  /// A program's command line, run so that its disk fails as `disk` says.
  func commandLine(_ arguments: [String], on disk: FaultyDisk) throws -> [String] {
    ["env"] + (try disk.environment(in: self)).map { "\($0.key)=\($0.value)" }.sorted()
      + commandLine(arguments)
  }

  /// `galley serve` on a disk that fails, taking commands when this returns; nil where it ended before that.
  func serve(on disk: FaultyDisk) throws -> Subprocess? {
    let process = try launch(commandLine(["serve"], on: disk), log: root + "/serve")
    var hasEnded = false
    try waitUntil("galley serve to listen or to end") {
      hasEnded = process.advance(milliseconds: 0) != nil
      return hasEnded || UnixSocket.answers(at: socket)
    }
    return hasEnded ? nil : process
  }

  /// What `galley serve` has said on standard error.
  func serveSaid() throws -> String { try String(contentsOfFile: root + "/serve.err", encoding: .utf8) }
}
