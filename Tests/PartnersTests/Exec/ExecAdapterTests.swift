import Control
import Events
import Testing

@testable import Partners

/// The program of a house as a pure value.
@Suite struct ExecAdapterTests {
  private var adapter = ExecAdapter()
  private var child = 0

  init() {
    let hello = tell(
      .hello(AdapterHouse(venue: "maple", settings: ["command": "cat > /dev/null"], secrets: [:])))
    #expect(hello.isReady && hello.starts.map(\.start.words) == [["/bin/sh", "-c", "cat > /dev/null"]])
    child = hello.starts.first?.number ?? 0
  }

  private mutating func tell(_ input: AdapterInput) -> Told { Told(adapter.handle(input, at: Sent.now)) }
  private mutating func send(_ number: Int, _ order: String? = "A") -> Told {
    tell(.message(Sent.message(number, of: order)))
  }
  private mutating func prints(_ text: String) -> Told { tell(.child(child, .line(Array(text.utf8)))) }
  private mutating func ends(_ status: Int32 = 3, _ words: String = "") -> Told {
    tell(.child(child, .ended(ChildEnd(how: .status(status), lastWords: words))))
  }
  /// The next start, after the pause before it.
  private mutating func restarts(_ told: Told) -> Told {
    let started = tell(.timer(told.wakes.last?.number ?? 0))
    child = started.starts.first?.number ?? 0
    return started
  }

  @Test mutating func `Each event is a line, and is acknowledged in any order`() {
    #expect(send(1).written == [Sent.event(1).compactText + "\n"])
    _ = (send(2), send(3, "B"))
    #expect(
      prints("id-3").acks == ["c3"] && prints(" id-1\r").acks == ["c1"] && prints("id-2").acks == ["c2"])
    #expect(prints("id-2").notes.count == 1 && prints("more").notes.isEmpty, "said once")
    #expect(prints("").notes.isEmpty)
  }

  @Test mutating func `It has sixty-four at most, and the next when it has kept one`() {
    let written = (1...70).map { send($0).written.count }
    #expect(written == [Int](repeating: 1, count: 64) + [Int](repeating: 0, count: 6))
    let kept = prints("id-10")
    #expect(kept.acks == ["c10"] && kept.written == [Sent.event(65).compactText + "\n"])
  }

  @Test
  mutating func `When it ends, what it has not kept goes back with its order, and the rest to the next`() {
    for number in 1...64 { _ = send(number, "A") }
    _ = (send(65, "A"), send(66, "B"))
    _ = prints("id-1")
    let ended = ends(3, "disk full")
    #expect(ended.nacks == (2...65).map { "c\($0)" } && ended.wakes.map(\.afterMs) == [1000])
    #expect(ended.errors[0] == "the program ended with status 3; it said last: disk full")
    let again = restarts(ended)
    #expect(again.starts.count == 1 && again.written == [Sent.event(66, of: "B").compactText + "\n"])
  }

  @Test mutating func `One that ends again and again is waited for longer, and then holds nothing`() {
    var pauses: [Int64] = []
    for _ in 1...9 {
      let ended = ends()
      pauses += ended.wakes.map(\.afterMs)
      if pauses.count == 2 { #expect(send(1).nacks.isEmpty, "it may be there at once") }
      if pauses.count == 3 {
        #expect(ended.nacks == ["c1"])
        #expect(send(2).errors == ["the program ended with status 3"])
      }
      if pauses.count == 2 {
        _ = restarts(ended)
        _ = prints("id-none")
      } else {
        _ = restarts(ended)
      }
    }
    #expect(pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60].map { $0 * 1000 })
    _ = send(3)
    _ = prints("id-3")
    #expect(ends().wakes.map(\.afterMs) == [1000], "one that has kept something begins anew")
  }

  @Test mutating func `One that keeps nothing for a minute is ended`() {
    let first = send(1)
    #expect(first.wakes.map(\.afterMs) == [15_000])
    var timer = first.wakes[0].number
    for _ in 1...3 {
      let look = tell(.timer(timer))
      #expect(look.killed.isEmpty && look.wakes.map(\.afterMs) == [15_000])
      timer = look.wakes[0].number
    }
    _ = send(2, "B")
    #expect(prints("id-1").acks == ["c1"], "that counts from here")
    for _ in 1...3 { timer = tell(.timer(timer)).wakes[0].number }
    let over = tell(.timer(timer))
    #expect(over.killed == [child] && over.nacks == ["c2"] && over.notes.count == 1)
    #expect(over.errors == ["the program acknowledged nothing for 60 s and is ended"])
  }

  @Test mutating func `Who stops closes its input, takes its last words, and waits two seconds`() {
    _ = (send(1), send(3))
    let leaving = tell(.leaving)
    #expect(leaving.closed == [child] && leaving.wakes.map(\.afterMs) == [2000] && !adapter.isIdle)
    #expect(send(2).written.isEmpty && prints("id-1").acks == ["c1"])
    #expect(tell(.timer(leaving.wakes[0].number)).killed == [child])
    let ended = ends(0)
    #expect(ended.wakes.isEmpty && ended.starts.isEmpty && ended.nacks.isEmpty && adapter.isIdle)
  }

  @Test func `Without a command nothing is ready, and nothing is run`() {
    for settings in [[:], ["command": ""], ["command": String(repeating: "x", count: 9000)]] {
      var other = ExecAdapter()
      let house = AdapterHouse(venue: "maple", settings: settings, secrets: [:])
      let told = Told(other.handle(.hello(house), at: Sent.now))
      #expect(!told.isReady && told.starts.isEmpty && told.notes.count == 1)
    }
  }
}
