import Testing

@Suite struct BeginInsights { @Test func stands() {} }
