import Control
import Events

/// The ends of requests.
extension AdapterOutput {
  static func done(_ id: String, _ value: JSON? = nil) -> AdapterOutput {
    .say(.result(id: id, ok: true, value: value, error: nil))
  }

  static func fault(_ id: String, _ fault: PartnerFault) -> AdapterOutput {
    .say(.result(id: id, ok: false, value: nil, error: fault.rawValue))
  }
}
