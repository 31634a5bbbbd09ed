import Testing

/// What the README tells a newcomer to type is what is tried before a change goes in.
@Suite struct CommandTests {
  @Test func theTestCommandIsOneInReadmeAndCI() throws {
    let readme = try Checkout.text("README.md").split(separator: "\n")
    let run = try Checkout.text(".ci/run")
    let command = try #require(readme.first { $0.hasSuffix("&& swift test") })
    #expect(run.contains("test_command='\(command)'\n"))
    #expect(run.contains("bash -euc \"$test_command --xunit-output .build/tests.xml\" || status=$?\n"))
  }

  @Test func ciChecksWhatTheHouseAsksFor() throws {
    let run = try Checkout.text(".ci/run")
    for line in [
      "swift format lint --strict -r Sources Tests Package.swift", "mandoc -Tlint -W warning man/*",
      "swift build -c release --static-swift-stdlib --product galley",
    ] {
      #expect(run.contains("\n\(line)\n"), "\(line)")
    }
  }

  @Test func theReadmeBuildsWhatCIBuilds() throws {
    let readme = try Checkout.text("README.md").split(separator: "\n")
    let demo = try #require(readme.first { $0.hasSuffix("galley demo") })
    #expect(demo.contains("swift build -c release --static-swift-stdlib --product galley && "))
  }
}
