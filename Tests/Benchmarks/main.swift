// Measures the figures named on the command line, or all: `swift run -c release Benchmarks P1 P3`.

let figures: [Figure] = [.p1, .p2, .p3, .p7]
let wanted = Set(CommandLine.arguments.dropFirst())

for figure in figures where wanted.isEmpty || wanted.contains(figure.name) {
  print("\(figure.name)  \(figure.measure)")
  for result in try figure.run() { print("    \(result.line)") }
}
