import Partners

PartnerProgram.main(Array(CommandLine.arguments.dropFirst()))
