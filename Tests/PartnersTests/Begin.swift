import Testing

@Suite struct BeginPartners { @Test func stands() {} }
