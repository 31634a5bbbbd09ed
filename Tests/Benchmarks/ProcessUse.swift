import Foundation

/// What the kernel says a process has used.
struct ProcessUse {
  /// Times that one of its threads went to sleep by itself.
  let sleeps: Int
  let cpuSeconds: Double
  let residentMebibytes: Double
  let mostResidentMebibytes: Double

  init(of id: Int32) throws {
    let threads = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(id)/task")
    var sleeps = 0
    var nanoseconds = 0
    for thread in threads {
      let status = try String(contentsOfFile: "/proc/\(id)/task/\(thread)/status", encoding: .utf8)
      sleeps += Self.number("voluntary_ctxt_switches:", in: status)
      let times = try String(contentsOfFile: "/proc/\(id)/task/\(thread)/schedstat", encoding: .utf8)
      nanoseconds += times.split(separator: " ").first.flatMap { Int($0) } ?? 0
    }
    let status = try String(contentsOfFile: "/proc/\(id)/status", encoding: .utf8)
    self.sleeps = sleeps
    cpuSeconds = Double(nanoseconds) / 1e9
    residentMebibytes = Double(Self.number("VmRSS:", in: status)) / 1024
    mostResidentMebibytes = Double(Self.number("VmHWM:", in: status)) / 1024
  }

  private static func number(_ name: String, in text: String) -> Int {
    guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix(name) }) else { return 0 }
    return Int(line.dropFirst(name.count).filter(\.isNumber)) ?? 0
  }
}
