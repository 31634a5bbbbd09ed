import EventLog
import Events
import Host
import Venue

/// Tells people by their PINs, for this terminal: keeps the waits after wrong ones, and the passes of screens.
///
/// One PIN is looked at at a time, on a thread beside the loop: whoever gives many at once is slowed as if they came one
/// after the other, and no board waits for the slow hash.
final class Doorman {
  private let loop: EventLoop
  private let disk: PosixDisk
  /// The first `--key-file`; nil: the key in the data directory.
  private let keyFile: String?
  private let house: () -> House
  private var pins: PinGuard
  private var passes = Passes()
  /// What waits for the thread.
  private var jobs: [() -> Void] = []
  private var isBusy = false

  /// What is kept of the waits over a start.
  private static let waitsFile = "pin-waits.json"
  private static let waitsBytes = 1 << 20
  private static let passBytes = 16

  /// - Parameters:
  ///   - keyFile: with the key of the house.
  ///   - house: as it stands when it is asked.
  init(_ loop: EventLoop, _ disk: PosixDisk, keyFile: String?, house: @escaping () -> House) {
    self.loop = loop
    self.disk = disk
    self.keyFile = keyFile
    self.house = house
    let kept = (try? disk.readWhole(Self.waitsFile, limit: Self.waitsBytes)) ?? nil
    pins = kept.flatMap { try? JSONParser.parse($0) }.map { PinGuard($0) } ?? PinGuard()
  }

  // MARK: PINs

  /// Looks at the PIN that somebody has given for a name; `answer` is called once, later.
  func check(_ name: String, _ pin: [UInt8], _ answer: @escaping (Result<StaffMember, Failure>) -> Void) {
    enqueue { [weak self] in self?.begin(name, pin, answer) }
  }

  /// Makes the hash of a new PIN; the first makes the house's key, where there is none.
  func hash(_ pin: Pin, _ answer: @escaping (Result<PinHash, Failure>) -> Void) {
    enqueue { [weak self] in
      guard let self else { return }
      do {
        // Another key than the house's would end every PIN that there is.
        let phrase = pin.phrase(key: try key(isMade: !house().hasStaff))
        try work {
          Yescrypt.hash(phrase)
        } done: { hash in
          answer(
            hash.map { .success($0) }
              ?? .failure(Failure(.disk, "crypt", "the system's libcrypt can't make a yescrypt hash")))
        }
      } catch {
        answer(.failure(Failure(error)))
        finish()
      }
    }
  }

  private func begin(
    _ name: String, _ pin: [UInt8], _ answer: @escaping (Result<StaffMember, Failure>) -> Void
  ) {
    let member = house().member(name)
    do {
      if let waitMs = pins.waitMs(member?.name, at: SystemClock.wall()) {
        throw Failure(
          .refused, "wait",
          "after a wrong PIN the next one waits: \((waitMs + 999) / 1_000) s more for \(name)")
      }
      guard !pin.isEmpty else {
        throw Failure(
          .refused, "pin",
          "\(name) has a PIN, and none was given: set GALLEY_PIN, or give the command at a terminal, which asks for it"
        )
      }
      // What is no PIN can't be anybody's, and takes as long.
      let phrase = Pin(pin)?.phrase(key: try key(isMade: false)) ?? ""
      let stored = member?.pinHash ?? .nobodys
      try work {
        Yescrypt.hash(phrase, like: stored)
      } done: { [weak self] hash in
        answer(self?.judge(name, member, hash) ?? .failure(Failure(.refused, "pin", "this terminal ends")))
      }
    } catch {
      answer(.failure(Failure(error)))
      finish()
    }
  }

  private func judge(_ name: String, _ member: StaffMember?, _ hash: PinHash?) -> Result<StaffMember, Failure>
  {
    // Whoever was removed, or got another PIN, while theirs was looked at is not who they were.
    guard let member, let stored = member.pinHash, hash?.isSame(as: stored) == true,
      house().member(name) == member
    else {
      pins.wasWrong(member?.name, at: SystemClock.wall())
      keepWaits()
      return .failure(
        Failure(
          .refused, "pin", "nobody called \(name) has that PIN here; who there is, says: galley staff list"))
    }
    let before = pins
    pins.wasRight(member.name)
    if pins != before { keepWaits() }
    return .success(member)
  }

  /// A disk that takes nothing slows nobody down less: the waits stand in memory.
  private func keepWaits() { _ = try? disk.replace(Self.waitsFile, with: pins.json.canonicalBytes) }

  /// The house's key: of the first key file, else the one in the data directory.
  private func key(isMade: Bool) throws -> [UInt8] {
    if let keyFile { return try KeyFile.read(keyFile) }
    let path = "\(disk.root)/key"
    do throws(KeyFileFault) {
      return try KeyFile.read(path)
    } catch {
      guard error.kind == .missing else { throw error }
      guard isMade else {
        throw Failure(
          .refused, "no_key",
          "this terminal has no key of the house, so it can check no PIN; carry the key from a terminal that has it to "
            + path)
      }
    }
    try KeyFile.make(path)
    return try KeyFile.read(path)
  }

  // MARK: The thread

  private func enqueue(_ job: @escaping () -> Void) {
    jobs.append(job)
    next()
  }

  private func next() {
    guard !isBusy, !jobs.isEmpty else { return }
    isBusy = true
    jobs.removeFirst()()
  }

  private func finish() {
    isBusy = false
    next()
  }

  private func work<Answer: Sendable>(
    _ body: @escaping @Sendable () -> Answer, done: @escaping (Answer) -> Void
  ) throws {
    try SideJob.start(on: loop, body) { [weak self] answer in
      done(answer)
      self?.finish()
    }
  }

  // MARK: Passes

  /// A pass for whoever has shown their PIN.
  func pass(for member: StaffMember) -> [UInt8] {
    let pass = LinkSockets.nonce()
    passes.give(pass, to: member)
    return pass
  }

  func member(with pass: [UInt8]) -> StaffMember? { passes.member(with: pass, in: house()) }

  func end(_ pass: [UInt8]) { passes.end(pass) }
}
