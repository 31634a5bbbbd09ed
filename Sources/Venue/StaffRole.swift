/// What a member of staff may do, each role all that the one before it may (contract, section 6).
public enum StaffRole: String, CaseIterable, Comparable, Sendable {
  case kitchen, staff, manager

  public static func < (left: StaffRole, right: StaffRole) -> Bool {
    (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
  }
}
