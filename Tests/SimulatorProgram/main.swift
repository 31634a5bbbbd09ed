import Simulator

let program = Program(Array(CommandLine.arguments.dropFirst()))
await program.run()
