import Foundation
import Glibc
import TestAids
import Testing

extension Sweeps {
  /// A disk whose calls fail under the running program, one by one.
  ///
  /// A short run of the sweep shares the calls out between the errors; `GALLEY_FAULT_ROUNDS` of two or more takes every
  /// call for every error.
  @Suite struct FailingDisk {
    @Test(arguments: ["fdatasync", "pwrite"])
    func `F11: after EIO the unproven tail is written anew in a new segment, and the log goes on`(
      call: String
    ) throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        // The journal gives up at its own failure; the segment's failure is the one that is never trusted again.
        let disk = FaultyDisk(calls: call, error: "EIO", name: "/log/", isArmed: false)
        let journal = FaultyDisk(calls: call, error: "EIO", count: 2, isArmed: false)
        let server = try #require(try house.serve(on: call == "pwrite" ? disk : journal))
        let code = try house.sendSupper()
        let segments = try house.segments().count
        try house.armFaults()
        let hit = try house.galley(["order", "start", code, "--json"])
        #expect(hit.status == 0, "\(hit.errors)")
        #expect(!house.failedCalls().isEmpty)
        try house.done("order", "ready", code)
        #expect(try house.segments().count == segments + 1, "a new segment")
        try expectSound(house, holding: hit.lines)
        server.signal(SIGTERM)
        #expect(try server.exit(within: 10) == 0)
        try expectSound(house, holding: hit.lines)
      }
    }

    @Test
    func
      `F11: while the disk goes on failing nothing is taken, the board says why, and it recovers by itself`()
      throws
    {
      try ScratchHouse.with { house in
        try house.importSupper()
        let code = try house.sendSupper()
        let failing = FaultyDisk(calls: "pwrite,fdatasync,fsync", error: "EIO", count: nil, isArmed: false)
        let board = try house.terminal(
          columns: 120, rows: 34, running: house.commandLine(["kitchen"], on: failing))
        try board.waitFor(text: code)
        let before = try house.events()
        try house.armFaults()
        let waiting = try house.start(["order", "start", code])
        try board.waitFor("the banner", limit: 2) { $0.contains("the disk failed") }
        let refused = try house.galley("order", "ready", code)
        #expect(refused.status == 3, "\(refused.errors)")
        #expect(refused.errors.contains("the disk failed"), "\(refused.errors)")
        let undecided = try waiting.finish(within: 10)
        #expect(undecided.status == 3, "told, not left hanging: \(undecided.errors)")
        #expect(try house.done("order", "list").output.contains(code))
        try board.waitFor(text: code)
        #expect(try house.events() == before, "nothing is shown that is not proven")

        try house.disarmFaults()
        try board.waitFor("the banner to go", limit: 15) { !$0.contains("the disk failed") }
        try house.done("order", "alert", code, "after the fault")
        try expectSound(house, holding: before)
      }
    }

    @Test func `F8: short writes are completed`() throws {
      try ScratchHouse.with { house in
        let disk = FaultyDisk(calls: "pwrite", error: "short", count: nil)
        let server = try #require(try house.serve(on: disk), "serve ended")
        try house.importSupper()
        let code = try house.sendSupper()
        let lines = try house.done("order", "start", code, "--json").lines
        #expect(house.failedCalls().count > 10)
        server.signal(SIGKILL)
        _ = try server.exit(within: 10)
        try expectSound(house, holding: lines)
      }
    }

    @Test func `F12: a storm of EINTR changes nothing`() throws {
      try ScratchHouse.with { house in
        let server = try #require(try house.serve(on: FaultyDisk(error: "EINTR", storm: 5)), "serve ended")
        try house.importSupper()
        let code = try house.sendSupper()
        let lines = try house.done("order", "start", code, "--json").lines
        #expect(house.failedCalls().count > 100)
        server.signal(SIGTERM)
        #expect(try server.exit(within: 10) == 0)
        try expectSound(house, holding: lines)
      }
    }

    @Test(arguments: ["EIO", "ENOSPC"], [false, true])
    func `F1, F9, F11: the Nth system call fails, and what was reported is there`(
      error: String, afterPowerCut: Bool
    ) throws {
      let isWhole = Given.count("GALLEY_FAULT_ROUNDS", else: 1) > 1
      // In a short run the four cases share the calls between them.
      let step = isWhole ? 1 : 4
      var first = isWhole ? 1 : (error == "EIO" ? 1 : 2) + (afterPowerCut ? 2 : 0)
      var failed: Set<String> = []
      while true {
        let hit = try ScratchHouse.with { house in
          let reported = afterPowerCut ? try powerCut(house) : []
          return try sweep(house, FaultyDisk(error: error, first: first), reported: reported)
        }
        guard let hit else { break }
        failed.insert(String(hit.split(separator: " ")[1]))
        first += step
      }
      print(
        "\(error) up to call \(first), power cut before: \(afterPowerCut): \(failed.sorted().joined(separator: " "))"
      )
      #expect(first > 50, "the script was as long as it should be")
      #expect(
        failed.isSuperset(
          of: isWhole ? ["open", "pwrite", "fdatasync", "fsync", "rename"] : ["open", "pwrite"]))
    }

    /// Leaves a house as a power cut does: an order, and behind it half a line that was never acknowledged.
    private func powerCut(_ house: ScratchHouse) throws -> [String] {
      let server = try house.serve()
      let lines = try house.done("order", "open", "--table", "T9", "--json").lines
      server.signal(SIGKILL)
      _ = try server.exit(within: 10)
      let segment = try #require(try house.segments().last)
      try write(try bytes(of: segment) + Array("{\"id\":\"0".utf8), to: segment)
      return lines
    }

    /// An evening's beginning on a disk of which one call fails.
    ///
    /// - Returns: the call that failed; nil where the script had fewer calls.
    private func sweep(_ house: ScratchHouse, _ disk: FaultyDisk, reported before: [String]) throws -> String?
    {
      let name = "\(disk.error) at call \(disk.first)"
      let server = try house.serve(on: disk)
      var reported = before
      for step in 1...3 {
        let finished = try house.galley([
          "order", "open", "--table", "T\(step)", "--json", "--idempotency-key", "step-\(step)",
        ])
        guard finished.status == 0 || finished.status == 3, finished.status == 0 || !finished.errors.isEmpty
        else {
          throw Failure("\(name): step \(step) ended with \(finished.status): \(finished.errors)")
        }
        if finished.status == 0 { reported += finished.lines }
      }
      if let server {
        server.signal(SIGTERM)
        let status = try server.exit(within: 15)
        guard status == 0 else {
          throw Failure("\(name): serve ended with \(status): \(try house.serveSaid())")
        }
      } else {
        let said = try house.serveSaid()
        let reasons = disk.error == "EIO" ? ["input/output error", "the disk failed"] : ["no space"]
        guard reasons.contains(where: said.lowercased().contains) else {
          throw Failure("\(name): serve ended and said: \(said)")
        }
      }
      do { try expectSound(house, holding: reported) } catch {
        throw Failure("\(name): \(house.failedCalls()): \(error)")
      }
      return house.failedCalls().first
    }
  }
}
