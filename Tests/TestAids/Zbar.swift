import Foundation

/// What a bar code reader finds in a picture: `zbarimg` of the Debian package zbar-tools, which is not ours.
///
/// It reads codes that many a telephone does not: without a margin, on hardly any contrast, with modules that are no
/// squares. Those are for a test to measure by itself.
public enum Zbar {
  public struct Missing: Error, CustomStringConvertible {
    public let description: String
  }

  /// The bytes of the one QR code in a picture; empty where it finds none. One call reads one picture: of several it
  /// does not say which of them it could not read.
  ///
  /// - Parameters:
  ///   - light: the pixels, row by row: 255 is white.
  ///   - widthPixels: of a row.
  public static func bytes(of light: [UInt8], widthPixels: Int) throws -> [UInt8] {
    let path = "/usr/bin/zbarimg"
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw Missing(description: "zbarimg is not here: apt-get install -y zbar-tools")
    }
    return try ScratchFolder.with { folder in
      // Portable grey map: https://netpbm.sourceforge.net/doc/pgm.html
      let head = "P5 \(widthPixels) \(light.count / widthPixels) 255\n"
      let picture = try folder.write(Array(head.utf8) + light, "code.pgm")
      let process = Process()
      process.executableURL = URL(filePath: path)
      // Binary: without it, it guesses at a character set and turns the bytes into UTF-8.
      process.arguments = [
        "--quiet", "--raw", "--nodbus", "-Sdisable", "-Sqrcode.enable", "-Sbinary", picture,
      ]
      process.standardInput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      let pipe = Pipe()
      process.standardOutput = pipe
      try process.run()
      let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      return Array(output)
    }
  }
}
