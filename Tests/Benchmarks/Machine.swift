import Foundation

/// What the figures were measured on, and when: they mean little without it.
enum Machine {
  static func description() throws -> String {
    let processor = try field("model name", in: "/proc/cpuinfo") ?? "unknown processor"
    let kibibytes = try field("MemTotal", in: "/proc/meminfo")?.split(separator: " ").first.flatMap {
      Int($0)
    }
    let memory = (kibibytes ?? 0) >> 20
    let kernel = try String(contentsOfFile: "/proc/sys/kernel/osrelease", encoding: .utf8)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    let date = Date.now.formatted(.iso8601.year().month().day())
    let cores = ProcessInfo.processInfo.activeProcessorCount
    return "\(processor), \(cores) cores, \(memory) GiB, Linux \(kernel), \(date)"
  }

  private static func field(_ name: String, in path: String) throws -> String? {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix(name) }),
      let colon = line.firstIndex(of: ":")
    else { return nil }
    return line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
  }
}
