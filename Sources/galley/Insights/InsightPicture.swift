import Host
import Insights
import Screens

/// The pictures of an answer, in a file.
enum InsightPicture {
  static func write(_ answer: InsightAnswer, to path: String) throws(Failure) {
    let window = answer.question.window
    let (from, until) = (LocalTime.text(window.from).prefix(16), LocalTime.text(window.until).prefix(16))
    let title = "\(InsightWords.title(answer.question.metric)), \(from) to \(until)"
    do throws(SystemFault) {
      try OutputFile.write(Array(PlotSVG.document(answer.plots, title: title).utf8), to: path)
    } catch {
      throw Failure(.refused, "svg", "no picture was written: \(error)")
    }
  }
}
