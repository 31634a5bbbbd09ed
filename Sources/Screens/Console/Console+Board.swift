import Dining

/// How the board is looked at: its scale and its page.
extension Console {
  /// Goes on to another page of the board, from the last to the first and back.
  mutating func turnPage(by pages: Int, _ view: View) {
    selection = nil
    let count = BoardPane(self, view).pageCount
    page = ((page + pages) % count + count) % count
  }
}
