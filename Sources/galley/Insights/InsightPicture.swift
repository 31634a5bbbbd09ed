import Host
import Insights

/// The pictures of an answer, in a file.
enum InsightPicture {
  static func write(_ answer: InsightAnswer, to path: String) throws(Failure) {
    // The one place for `PlotSVG.document` of the floor Screens.
    throw Failure(
      .refused, "svg", "this galley draws no pictures into files yet; nothing was written to \(path)")
  }
}
