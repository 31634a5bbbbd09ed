/// HMAC-SHA256 (RFC 2104, test cases in RFC 4231) under one key, which is taken in once.
public struct HMAC: Sendable {
  private let inner: SHA256
  private let outer: SHA256

  public init(key: [UInt8]) {
    var block = key.count > SHA256.blockBytes ? SHA256.digest(key) : key
    block += [UInt8](repeating: 0, count: SHA256.blockBytes - block.count)
    var (inner, outer) = (SHA256(), SHA256())
    inner.update(block.map { $0 ^ 0x36 })
    outer.update(block.map { $0 ^ 0x5c })
    self.inner = inner
    self.outer = outer
  }

  /// 32 bytes that only a holder of the key can make for the message that `pieces` make when they are joined.
  public func code(_ pieces: ArraySlice<UInt8>...) -> [UInt8] {
    var message = inner
    for piece in pieces { message.update(piece) }
    var result = outer
    result.update(message.finalize())
    return result.finalize()
  }
}
