import Events
import SimulatedDisk

/// What happens to disks.
extension Faults {
  func slow(_ box: Box, _ own: Chance) {
    let before = box.syncMs
    box.syncMs = own.pick([200, 2_000, 10_000])
    note(box, "has a slow disk", box.syncMs)
    later(own, 60_000) { box.syncMs = before }
  }

  func fill(_ box: Box, _ own: Chance) {
    note(box, "has a full disk")
    box.disk.capacity = box.disk.usedBytes + Int(own.spread(upTo: 20_000))
    later(own, 120_000) { [self] in
      note(box, "has room again")
      box.disk.capacity = nil
    }
  }

  func failOnce(_ box: Box, _ own: Chance) {
    note(box, "has a disk that fails")
    let failure: SimulatedDisk.Failure = own.oneIn(3) ? .shortWrite : .fault(.io)
    box.disk.plan(failure, atCall: box.disk.calls + 1 + Int(own.spread(upTo: 100)))
  }

  func makeReadOnly(_ box: Box, _ own: Chance) {
    note(box, "has a read-only disk")
    box.disk.isReadOnly = true
    later(own, 60_000) { [self] in
      note(box, "can write again")
      box.disk.isReadOnly = false
    }
  }

  /// Somebody deletes the log, while the program runs or not.
  func delete(_ box: Box) {
    guard let program = box.program, !box.isFrozen else { return }
    spend(.deletions)
    note(box, "loses its log")
    for path in box.disk.paths where path.hasPrefix("log/") { box.disk.lose(path) }
    world.witness.destroyed(box)
    program.writing.put(.checkThere)
  }

  /// The power goes, and the disk has not kept what it had promised.
  func loseTail(_ box: Box, _ own: Chance) {
    guard box.program != nil else { return }
    spend(.losttails)
    note(box, "loses a promised end")
    remember(box)
    box.die(.losingAll)
    let segments = box.disk.paths.filter { $0.hasPrefix("log/") }.sorted()
    guard let last = segments.last else { return }
    let size = box.disk.size(of: last)
    box.disk.damage(last) { $0.removeLast(Int(own.number(0...Int64(size)))) }
    if own.oneIn(2) {
      // With the journal the log would be put back.
      for path in box.disk.paths where path == "checkpoint/journal" { box.disk.lose(path) }
    }
    note(box, "has left", Int64(box.disk.size(of: last)))
    world.witness.destroyed(box)
    switchOn(box, own)
  }

  /// A copy of the disk is taken; another time it is put back.
  func backUp(_ box: Box, _ own: Chance) {
    guard let backup = backups.last(where: { $0.box == box.index }), own.oneIn(2) else {
      note(box, "is backed up")
      backups.append((box.index, box.disk.copy()))
      return
    }
    spend(.backups)
    note(box, "gets its backup back")
    remember(box)
    box.die(nil)
    box.disk.become(backup.disk)
    world.witness.destroyed(box)
    switchOn(box, own)
  }

  /// A disk is copied, and another machine starts with it.
  func clone(_ box: Box, _ own: Chance) {
    guard box.program != nil, world.boxes.count <= SimulationOptions.terminalsRange.upperBound else { return }
    spend(.clones)
    note(box, "is cloned", Int64(world.boxes.count))
    remember(box)
    world.makeClone(of: box, box.disk.copy())
  }

  func flip(_ box: Box, _ own: Chance) {
    let segments = box.disk.paths.filter { $0.hasPrefix("log/") && box.disk.size(of: $0) > 0 }.sorted()
    guard !segments.isEmpty, box.disk.capacity == nil, !box.disk.isReadOnly else { return }
    spend(.flips)
    let path = own.pick(segments)
    remember(box)
    box.die(.losingAll)
    note(box, "has a bit flipped")
    // Where the journal was lost a moment before, nobody knows how far the last segment was acknowledged: what
    // stands behind the flip is then set aside as if it had never been (Opening.swift).
    let behind = path == segments.last ? Readable.hashes(on: box.disk, in: path) : []
    box.disk.damage(path) { bytes in
      guard !bytes.isEmpty else { return }
      bytes[Int(own.number(0...Int64(bytes.count - 1)))] ^= UInt8(1 << own.number(0...7))
    }
    world.witness.destroyed(box, more: behind)
    switchOn(box, own)
  }

  private func switchOn(_ box: Box, _ own: Chance) {
    later(own, 30_000) {
      box.turnOn()
      box.start()
    }
  }

  /// Whatever it writes from here on may have two histories.
  private func remember(_ box: Box) {
    if let origin = box.program?.venue.identity.origin { world.witness.forkable.insert(origin) }
    for event in Readable.events(on: box.disk) where event.origin.terminal.hasPrefix(box.settings.hostName) {
      world.witness.forkable.insert(event.origin)
    }
  }
}

extension SimulatedDisk {
  /// How many bytes a file has.
  func size(of path: String) -> Int { contents(path)?.count ?? 0 }
}
