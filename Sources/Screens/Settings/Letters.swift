/// What big letters are painted with, as the setting `letters` says.
public enum Letters: String, CaseIterable, Sendable {
  /// What the terminal can draw.
  case automatic = "auto"
  case quarter, half, full, plain

  /// What they are painted with on a terminal whose font draws them with `drawable`, or can't: nil.
  public func pixels(on drawable: PixelShape?) -> PixelShape? {
    switch self {
    case .automatic: drawable
    case .quarter: .quarter
    case .half: .half
    case .full: .full
    case .plain: nil
    }
  }
}
