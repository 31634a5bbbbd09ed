extension MenuDocument {
  /// The dishes that are found by what somebody types, the best first: whole names, beginnings of names, words within
  /// them, and last all of a section whose own name is meant.
  public func dishes(found typed: String) -> [MenuItem] {
    let typed = NameSearch.words(typed)
    guard !typed.isEmpty else { return [] }
    var whole: [MenuItem] = []
    var beginning: [MenuItem] = []
    var within: [MenuItem] = []
    var bySection: [MenuItem] = []
    var place = 0
    for section in sections {
      let isMeant = NameSearch.fit(typed, NameSearch.words(section.name)) != nil
      for item in section.items {
        switch NameSearch.fit(typed, nameWords[place]) {
        case .whole: whole.append(item)
        case .beginning: beginning.append(item)
        case .within: within.append(item)
        case nil: if isMeant { bySection.append(item) }
        }
        place += 1
      }
    }
    return whole + beginning + within + bySection
  }
}
