import Testing

@Suite struct BeginQR { @Test func stands() {} }
