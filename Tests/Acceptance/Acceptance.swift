import Testing

/// The built program, used as people use it: commands, files, sockets and a real terminal, by the contract alone.
///
/// One test at a time: they measure times and fill both cores by themselves.
@Suite(.serialized) struct Acceptance {}
