import Simulator
import Testing

@Suite struct SimulatorTests {
  @Test func aQuietHouseAgrees() {
    let outcome = Simulation.run(SimulationOptions(seed: 1, terminals: 3, seconds: 30, without: Set(FaultKind.allCases)))
    #expect(outcome.failure == nil, "\(outcome.report)")
  }
}
