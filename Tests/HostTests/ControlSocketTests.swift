import Control
import Foundation
import Glibc
import TestAids
import Testing

@testable import Host

/// S10, S12: who may reach the terminal, and what may lie where its socket should be.
@Suite struct ControlSocketTests {
  private func fault(_ body: () throws -> Void) -> Int32? {
    do {
      try body()
      return nil
    } catch {
      return (error as? SystemFault)?.number
    }
  }

  @Test func s12TheSocketIsForItsOwnerAlone() throws {
    let scratch = try ScratchFolder()
    let before = umask(0)
    let socket = try ControlSocket(path: scratch.path + "/control.sock")
    let after = umask(before)
    #expect(try scratch.mode("control.sock") == 0o600 && after == 0)
    withExtendedLifetime(socket) {}
  }

  @Test func s12WhatIsNoSocketIsNotRemoved() throws {
    let scratch = try ScratchFolder()
    let path = scratch.path + "/control.sock"
    try Data("precious".utf8).write(to: URL(fileURLWithPath: path))
    #expect(fault { _ = try ControlSocket(path: path) } == EEXIST)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "precious")

    try FileManager.default.removeItem(atPath: path)
    let elsewhere = scratch.path + "/elsewhere.sock"
    let target = try ControlSocket(path: elsewhere)
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: elsewhere)
    #expect(fault { _ = try ControlSocket(path: path) } == EEXIST)
    withExtendedLifetime(target) {}
  }

  @Test func whatAKilledProcessLeftIsTakenAway() throws {
    let scratch = try ScratchFolder()
    let path = scratch.path + "/control.sock"
    let first = try ControlSocket(path: path)
    let second = try ControlSocket(path: path)
    #expect(try ControlSocket.connect(path: path) != nil)
    #expect(second.accept() != nil && first.accept() == nil)
  }

  @Test func whereNobodyListensThereIsNoConnection() throws {
    let scratch = try ScratchFolder()
    let path = scratch.path + "/control.sock"
    #expect(try ControlSocket.connect(path: path) == nil)
    var socket: ControlSocket? = try ControlSocket(path: path)
    #expect(socket?.accept() == nil)
    socket = nil
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func aConnectionThatIsLetGoWakesNobody() throws {
    let scratch = try ScratchFolder()
    let path = scratch.path + "/control.sock"
    let socket = try ControlSocket(path: path)
    let loop = EventLoop()
    var connection = try ControlSocket.connect(path: path)
    connection?.start(on: loop, onFrame: { _ in }, onEnd: {})
    connection = nil
    loop.at(SystemClock.monotonicMs() + 50, "end") { loop.stop() }
    try loop.run()
    #expect(loop.wakeUps == 1)
    withExtendedLifetime((socket, connection)) {}
  }

  @Test func aPathTooLongForASocketIsSaidSo() throws {
    let scratch = try ScratchFolder()
    let path = scratch.path + "/" + String(repeating: "x", count: 120)
    #expect(fault { _ = try ControlSocket(path: path) } == ENAMETOOLONG)
    #expect(fault { _ = try ControlSocket.connect(path: path) } == ENAMETOOLONG)
  }

  /// S10. Only root can be another user here; for anyone else the mode of the socket is all there is to try.
  @Test func s10AnotherUserIsNotHeard() throws {
    let scratch = try ScratchFolder()
    let path = scratch.path + "/control.sock"
    let socket = try ControlSocket(path: path)
    guard geteuid() == 0 else {
      #expect(try scratch.mode("control.sock") == 0o600)
      return
    }
    // The mode is opened on purpose: the socket itself must tell users apart.
    chmod(scratch.path, 0o755)
    chmod(path, 0o666)
    let script =
      "import os,socket;os.setgid(65534);os.setuid(65534);s=socket.socket(socket.AF_UNIX);"
      + "s.connect('\(path)');s.settimeout(10);raise SystemExit(0 if s.recv(1)==b'' else 1)"
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    process.arguments = ["-c", script]
    try #require(
      FileManager.default.isExecutableFile(atPath: "/usr/bin/python3"), "needs the Debian package python3")
    let loop = EventLoop()
    loop.whenReadable(socket.number) {
      #expect(socket.accept() == nil)
      loop.stop()
    }
    loop.at(SystemClock.monotonicMs() + 10_000, "limit") {
      Issue.record("nobody connected")
      loop.stop()
    }
    try process.run()
    try loop.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  /// Frames go both ways, a large one in many writes, and each end hears of the other's.
  @Test func framesGoBothWaysAndTheEndIsHeard() throws {
    let scratch = try ScratchFolder()
    let path = scratch.path + "/control.sock"
    let socket = try ControlSocket(path: path)
    let near = try #require(try ControlSocket.connect(path: path))
    let loop = EventLoop()
    var far: Connection?
    var atFar: [ControlFrame] = []
    var atNear: [ControlFrame] = []
    let large = [UInt8](repeating: 5, count: ControlFrame.contentLimit)
    loop.whenReadable(socket.number) {
      guard let taken = socket.accept() else { return }
      far = taken
      taken.start(on: loop) {
        atFar.append($0)
        taken.send((0..<8).map { _ in ControlFrame(.output, large) })
        taken.close()
      } onEnd: {
      }
    }
    near.start(on: loop) {
      atNear.append($0)
    } onEnd: {
      loop.stop()
    }
    near.send(ControlFrame(.run, "[]"))
    loop.at(SystemClock.monotonicMs() + 20_000, "limit") {
      Issue.record("the end was not heard")
      loop.stop()
    }
    try loop.run()
    #expect(far != nil)
    #expect(atFar == [ControlFrame(.run, "[]")])
    #expect(atNear.count == 8 && atNear.allSatisfy { $0.content == large })
  }
}
