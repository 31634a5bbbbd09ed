import Control
import Dining
import Events
import Menus
import Replication
import Venue
import Voice

/// A command line, understood.
public enum Invocation: Sendable {
  case change(Change)
  case show(OrderName)
  case list(all: Bool)
  case payStatus(OrderName)
  case events(follow: Bool, order: OrderName?, since: TimeName?)
  case state(all: Bool, at: TimeName?)
  case ingest(path: String)
  /// What a till of before knew.
  case importOrders(OrderFile)
  case verify
  case forget(before: TimeName, order: OrderName?)
  case metrics, doctor, serve, kitchen, staff, manager, version
  /// The screen of a table's guests.
  case table(GuestTable)
  /// One setting, or all.
  case config(key: String?)
  case menus(MenuQuestion)
  case experiments(ExperimentQuestion)
  /// The takings of a business day, by its date; nil: the one that runs.
  case reportDay(date: String?, isCSV: Bool)
  case insights(InsightRequest)
  /// Figures for partners' programs.
  case export(Export, WindowRequest)
  /// Without a version the document that was imported last.
  case menuEdit(version: String?)
  /// A menu to begin with.
  case menuExample
  /// A document made of a file of another format.
  case menuRead(ForeignMenu)
  case peers
  case probe(PeerAddress)
  /// Where the key goes; nil: into the data directory.
  case newKey(path: String?)
  case help(topic: [String])
  case completion(shell: String)
  /// What may follow these words, the last of them in progress.
  case complete([String])
  case themeList
  case themeShow(String)
  case screen(Screenshot)
  case demo(Demo)
  case staffList
  case partners(PartnerQuestion)
  case message(MessageQuestion)
  /// What partners get, of all that the log holds.
  case exportEvents(since: TimeName?)
  /// Somebody is at this screen.
  case logIn(name: String)
  case logOut
  case voice(VoiceQuestion)

  /// A request whose times are not yet in this venue's zone, whose dishes are not looked up, or whose content still lies
  /// in a file.
  public enum Change: Sendable {
    case request(Request.Action)
    case open(table: String?, guests: Int64?, type: OrderType, promised: TimeName?)
    /// One typed line, to be understood with the house's menu; nil where orders come as JSON on standard input.
    case place(line: String?)
    case terms(OrderName, OrderTerms, promised: TimeName?)
    case importMenu(path: String)
    case publishMenu(path: String?, label: String?)
    case activate(version: String, from: TimeName?, until: TimeName?)
    case createExperiment(ExperimentPlan)
    /// Somebody new, whose PIN is still to be asked for.
    case addStaff(name: String, StaffRole, isByOwner: Bool)
    /// A page where a guest pays; the provider has to be asked.
    case startPayment(OrderName, PaymentTarget, tip: String?, wantsCode: Bool)
    /// A page where a guest leaves a card.
    case keepCard(OrderName, participant: String)
  }

  /// What is asked of the menus.
  public enum MenuQuestion: Sendable {
    case list, versions
    case show(MenuShow)
    case diff(String, String)
    case export(MenuExport.Format)
  }

  /// Which menu `menu show` shows.
  public struct MenuShow: Sendable {
    public let at: TimeName?
    public let table: String?
    public let session: UUIDv7?
    public let isWhy: Bool
    public let isDraft: Bool
  }

  /// What is asked about voices, beside what is said.
  public enum VoiceQuestion: Sendable {
    case listen(VoiceListening)
    case grammar(VoiceGrammar.Format)
    case intents
  }

  /// Who speaks into a microphone, and of which order.
  public struct VoiceListening: Sendable {
    public let surface: Surface
    public let order: OrderName?
    public let participant: String?
    public let isTrusting: Bool
  }

  /// What is asked of messages to guests.
  public enum MessageQuestion: Sendable {
    /// Where a guest who wants it is written to; without an address, no more.
    case contact(OrderName, participant: String?, ContactChannel, address: String?)
    case send(OrderName, GuestMessage.Template, participant: String?)
  }

  /// What is asked of the partners.
  public enum PartnerQuestion: Sendable {
    case list
    /// Of one partner, or of all.
    case deadLetters(String?)
    case retry(String)
    /// What events look like.
    case schema
  }

  /// What is asked of the experiments.
  public enum ExperimentQuestion: Sendable {
    case list
    case assign(String, session: UUIDv7)
    case report(String)
  }

  /// An experiment whose times are not yet in the venue's zone.
  public struct ExperimentPlan: Sendable {
    public let control: String
    public let variant: String
    public let allocation: Int64
    public let from: TimeName
    public let until: TimeName
    public let tables: [String]
  }

  /// A menu of another program, to be made a document of.
  public struct ForeignMenu: Sendable {
    public let path: String
    public let format: ForeignFormat
    /// What the file's prices are in, where it does not say it.
    public let currency: MinorUnit?
  }

  /// Which evening `demo` plays.
  public struct Demo: Hashable, Sendable {
    public let seed: UInt64
    /// How many times as fast as the clock, 1 to 10,000.
    public let speed: Int
    /// Whether its house is there afterwards.
    public let keepsHouse: Bool
  }

  /// What `screen` draws.
  public struct Screenshot: Hashable, Sendable {
    public enum Format: String, CaseIterable, Sendable { case text, ansi, svg }

    public var pane: String
    public var columns: Int
    public var rows: Int
    public var format: Format
    public var at: TimeName?
  }
}

/// A command line that makes no sense, in a sentence; nothing was done.
public struct UsageFault: Error, Hashable, Sendable {
  public let message: String

  public init(_ message: String) { self.message = message }
}
