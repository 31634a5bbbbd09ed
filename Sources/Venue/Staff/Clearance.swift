import Dining
import Voice

/// Who may ask for something once a house has staff: the one table of roles (contract, section 6, “Roles”).
///
/// The heart asks it where a request is decided. Shells, sockets and screens ask the same table earlier, to refuse
/// before a file is read or to say why a key does nothing; help and manual print it. What guests may ask for is another
/// matter: ``Request/table``.
public enum Clearance: Comparable, CaseIterable, Sendable {
  /// Whoever is there, without a name: what only looks.
  case nobody
  /// The board's own moves: without a name, unless ``HouseSetting/boardLogin`` wants one.
  case kitchen
  case staff
  case manager

  /// The least role that may; nil where none is needed.
  public var role: StaffRole? {
    switch self {
    case .nobody: nil
    case .kitchen: .kitchen
    case .staff: .staff
    case .manager: .manager
    }
  }

  /// Who may, for help and manual.
  public var people: String {
    switch self {
    case .nobody: "everybody, without a name"
    case .kitchen: "kitchen, staff and managers, and nobody by name unless board_login is yes"
    case .staff: "staff and managers"
    case .manager: "managers"
    }
  }
}

extension Request.Action {
  /// Who may ask for it.
  public var clearance: Clearance {
    switch self {
    case .open, .place, .viewMenu: .staff
    case .change(_, let request): request.clearance
    case .menu(let request): request.clearance
    case .experiment, .changeSetting, .staff, .partner: .manager
    // Who may say what is judged after what was heard, and stands on record: ``HearingComposer``.
    case .voice(.heard), .voice(.confirm): .nobody
    case .voice(.undo): OrderRequest.service(.undo).clearance
    }
  }
}

extension OrderRequest {
  /// Who may ask for it.
  public var clearance: Clearance {
    switch self {
    case .add, .addOpenItem, .payCash, .payCard: .staff
    case .adjust(.discount, _, _), .adjust(.comp, _, _): .manager
    case .adjust(.service, _, _), .adjust(.tip, _, _), .adjust(.tax, _, _): .staff
    case .refund, .correct: .manager
    case .item(let command): command.clearance
    case .kitchen(let command): command.clearance
    case .money(let command): command.clearance
    case .service(let command): command.clearance
    case .pay(let request): request.clearance
    }
  }
}

extension PayRequest {
  fileprivate var clearance: Clearance {
    switch self {
    case .start, .split, .release, .arm, .disarm, .charge: .staff
    }
  }
}

extension ItemCommand {
  fileprivate var clearance: Clearance {
    switch self {
    case .join, .remove, .quantity: .staff
    }
  }
}

extension KitchenCommand {
  fileprivate var clearance: Clearance {
    switch self {
    case .submit: .staff
    case .move, .recall, .delay, .rush, .acknowledge: .kitchen
    }
  }
}

extension MoneyCommand {
  fileprivate var clearance: Clearance {
    switch self {
    case .bill, .withdrawBill, .close: .staff
    }
  }
}

extension ServiceCommand {
  fileprivate var clearance: Clearance {
    switch self {
    case .alert, .clearAlert, .moveTable, .complete, .free, .change, .cancel: .staff
    case .reopen: .manager
    // It takes back the asker's own last change, and nobody else's.
    case .undo: .kitchen
    }
  }
}

extension Intent {
  /// Who of the staff may say it: as with the commands that do the same. Who takes something back needs what that
  /// takes, too: ``Change/Kind/clearance``.
  var clearance: Clearance {
    switch self {
    case .orderReady, .delayOrder, .undoLastAction: .kitchen
    case .addSameItem, .requestBill, .payNow: .staff
    }
  }
}

extension Change.Kind {
  /// Who may take it back in another's place: who might have done it.
  var clearance: Clearance {
    switch self {
    case .moved, .delayed, .rushed, .acknowledged: .kitchen
    case .added, .removed, .quantity, .sent, .adjusted, .billRequested, .alerted, .alertCleared,
      .alertsCleared,
      .tableMoved, .termsChanged, .final:
      .staff
    }
  }
}

extension MenuRequest {
  fileprivate var clearance: Clearance {
    switch self {
    case .soldOut: .kitchen
    case .importDocument, .snapshot, .publish, .activate, .cancel: .manager
    }
  }
}

extension House {
  /// Why somebody may not ask for something here; nil where they may. Without staff everybody may everything.
  ///
  /// - Parameter role: what they may do, once their PIN was checked; nil for whoever has given no name.
  public func objection(to clearance: Clearance, role: StaffRole?) -> Objection? {
    guard hasStaff, let least = clearance.role else { return nil }
    if let role { return role < least ? .role(role, needs: least) : nil }
    return clearance == .kitchen && !boardWantsLogin ? nil : .login
  }

  /// Whether the board's own moves need a name here.
  var boardWantsLogin: Bool { HouseSetting.boardLogin.value(in: self) == "yes" }
}

/// Why somebody may not ask for something.
public enum Objection: Hashable, Sendable {
  /// A name is needed, and none was given.
  case login
  /// The role of whoever asks is too small.
  case role(StaffRole, needs: StaffRole)
}

extension StaffRole {
  /// Those of this role and of all above it.
  public var andAbove: String {
    switch self {
    case .kitchen: "kitchen, staff and managers"
    case .staff: "staff and managers"
    case .manager: "managers"
    }
  }
}

extension Complaint {
  /// Whether it is made of an ``Objection``.
  var isOfWhoAsks: Bool { ["login", "role"].contains(code) }

  /// - Parameter name: who asks; nil for nobody by name.
  public init(_ objection: Objection, name: String?) {
    switch objection {
    case .login:
      self.init(
        "login",
        "this house has staff, so that wants a name: in a shell give --as NAME, on a screen type login NAME")
    case .role(let role, let least):
      self.init("role", "\(name ?? "whoever asks") is \(role.rawValue), and that is for \(least.andAbove)")
    }
  }
}

extension Composer {
  /// Refuses what the asker's role may not. Guests have rules of their own, and the house itself has no role.
  func checkRole() throws(Venue.Stop) {
    guard case .said(let action) = request.content, request.table == nil else { return }
    switch request.source {
    case .guest, .system, .webhook: return
    case .staff, .voice: break
    }
    guard let objection = venue.ahead.objection(to: action.clearance, role: request.role) else { return }
    throw .complaint(Complaint(objection, name: request.actor?.string))
  }
}
