import Foundation
import Glibc

/// A file system of its own for a house's data directory: small, full or failing as a test wants it.
///
/// Mounting needs root; without it a test fails and says so. The mount is gone when `with` returns, whatever
/// happens in it and whoever still uses it.
struct SmallDisk {
  let path: String

  /// Memory of so many MiB, mounted over the house's data directory; its settings come along.
  static func inMemory<Result>(
    of house: ScratchHouse, mebibytes: Int, _ body: (SmallDisk) throws -> Result
  ) throws -> Result {
    let options = "size=\(mebibytes)m,mode=0700"
    return try with(house, ["-t", "tmpfs", "-o", options, "galley-test", house.data], body)
  }

  /// An ext4 in a file of its own, which turns read-only at the first error, as a failing disk's does.
  static func ext4<Result>(
    of house: ScratchHouse, mebibytes: Int, _ body: (SmallDisk) throws -> Result
  ) throws -> Result {
    let image = house.root + "/disk.img"
    try write([], to: image)
    guard truncate(image, off_t(mebibytes) << 20) == 0 else { throw Failure("no room for \(image)") }
    try run("mkfs.ext4", package: "e2fsprogs", ["-q", "-m", "0", image])
    return try with(house, ["-o", "loop,errors=remount-ro", image, house.data], body)
  }

  private static func with<Result>(
    _ house: ScratchHouse, _ mount: [String], _ body: (SmallDisk) throws -> Result
  ) throws -> Result {
    let settings = try bytes(of: house.data + "/galley.conf")
    guard geteuid() == 0 else { throw Failure("this test mounts a file system: run it as root") }
    try run("mount", package: "mount", mount)
    // Detached at once: what still holds a file there keeps no name.
    defer { umount2(house.data, Int32(MNT_DETACH)) }
    guard chmod(house.data, 0o700) == 0 else { throw Failure("could not set the mode of \(house.data)") }
    try write(settings, to: house.data + "/galley.conf")
    return try body(SmallDisk(path: house.data))
  }

  /// Fills what is free, to the last byte.
  func fill() throws {
    let descriptor = open(path + "/filler", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Failure("no filler in \(path): \(String(cString: strerror(errno)))") }
    defer { close(descriptor) }
    for size in [65536, 4096, 1] {
      let block = [UInt8](repeating: 0, count: size)
      while Glibc.write(descriptor, block, size) == size {}
    }
    guard errno == ENOSPC else {
      throw Failure("\(path) could not be filled: \(String(cString: strerror(errno)))")
    }
  }

  func free() throws {
    try FileManager.default.removeItem(atPath: path + "/filler")
  }

  /// Lets an ext4 find an error in itself: from then on it is read-only, also for those who have files open.
  func failNow() throws {
    let found = try Self.run("findmnt", package: "util-linux", ["-no", "SOURCE", path])
    let device = found.output.filter { $0 != "\n" }.split(separator: "/").last ?? "?"
    try tell("1", to: "/sys/fs/ext4/\(device)/trigger_fs_error")
    guard mkdir(path + "/try", 0o700) != 0, errno == EROFS else { throw Failure("\(path) is not read-only") }
  }

  /// Mounts it once more as it is, read-only or not; nobody may have a file open for writing there.
  func remount(readOnly: Bool) throws {
    try Self.run("mount", package: "mount", ["-o", readOnly ? "remount,ro" : "remount,rw", path])
  }

  private func tell(_ text: String, to file: String) throws {
    let descriptor = open(file, O_WRONLY | O_CLOEXEC)
    defer { close(descriptor) }
    guard descriptor >= 0, Glibc.write(descriptor, text, text.utf8.count) == text.utf8.count else {
      throw Failure("could not write to \(file): \(String(cString: strerror(errno)))")
    }
  }

  @discardableResult private static func run(
    _ program: String, package: String, _ arguments: [String]
  ) throws -> Finished {
    let path = try Programs.find(program, package: package)
    let finished = try Subprocess([path] + arguments, environment: ProcessInfo.processInfo.environment)
      .finish(within: 20)
    guard finished.status == 0 else {
      throw Failure(
        "\(program) \(arguments.joined(separator: " ")) failed (a container may not be allowed to mount): "
          + finished.errors)
    }
    return finished
  }
}
