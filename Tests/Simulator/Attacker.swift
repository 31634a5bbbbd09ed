/// Somebody in the middle of a connection who changes what passes.
///
/// TCP itself keeps bytes in order; whoever sits in a switch does not have to.
final class Attacker {
  private let chance: Chance
  /// When something was changed first; nil while all has passed as it was.
  private(set) var changedMs: Int64?
  private var kept: [UInt8]?
  /// It has gone, and what it has done is done.
  var isGone = false

  init(_ chance: Chance) { self.chance = chance }

  func change(_ bytes: [UInt8], from place: Int, at nowMs: Int64) -> [[UInt8]] {
    if let held = kept {
      kept = nil
      return [bytes, held]
    }
    guard !isGone, chance.oneIn(6), !bytes.isEmpty else { return [bytes] }
    changedMs = changedMs ?? nowMs
    switch chance.number(0...4) {
    case 0: return []
    case 1: return [bytes, bytes]
    case 2:
      kept = bytes
      return []
    case 3:
      let middle = bytes.count / 2
      return [Array(bytes[..<middle]) + Array(bytes.dropFirst(middle + 1))]
    default:
      var other = bytes
      other[Int(chance.number(0...Int64(bytes.count - 1)))] ^= UInt8(1 << chance.number(0...7))
      return [other]
    }
  }
}
