import CCrypt
import Testing

/// Debian's libcrypt links and knows yescrypt, which PINs will be hashed with.
@Suite struct CryptTests {
  @Test func s8LibcryptKnowsYescrypt() throws {
    let bytes = (0..<16).map { CChar($0) }
    let setting = try #require(crypt_gensalt("$y$", 1, bytes, Int32(bytes.count)))
    let salt = String(cString: setting)
    #expect(salt.hasPrefix("$y$"))
    func hash(_ pin: String) throws -> String { String(cString: try #require(crypt(pin, salt))) }
    let first = try hash("1234")
    #expect(first.hasPrefix(salt) && first.utf8.count > salt.utf8.count)
    #expect(try hash("1234") == first)
    #expect(try hash("1235") != first)
    #expect(try String(cString: #require(crypt("1234", first))) == first)
  }
}
