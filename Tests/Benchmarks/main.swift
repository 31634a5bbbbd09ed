// Measures the figures named on the command line, or all: `swift run -c release galley-bench P4 P6`.
// Those of the built program look for it beside this one, or where $GALLEY_BINARY says.

let figures: [Figure] = [
  .p1, .p2, .p3, .p4, .p5, .p6, .p7, .p8, .p9, .p10, .p11, .p12, .p13, .p14, .p14Table, .p15, .p17, .p18,
  .menu,
]
let wanted = Set(CommandLine.arguments.dropFirst())

print(try Machine.description())
print(FigureTable.head)
for figure in figures where wanted.isEmpty || wanted.contains(figure.name) {
  for result in try figure.run() { print(FigureTable.row(figure.name, result)) }
}
