import Voice

/// What people say, and what it is: written by hand, each as a person would judge it.
enum UtteranceTable {
  /// One utterance that is a phrase.
  struct Said {
    let text: String
    let intent: Intent
    let order: String?
    let minutes: Int64?
    /// In thousandths.
    let score: Int64

    init(
      _ text: String, _ intent: Intent, _ order: String? = nil, minutes: Int64? = nil, score: Int64 = 1_000
    ) {
      self.text = text
      self.intent = intent
      self.order = order
      self.minutes = minutes
      self.score = score
    }
  }

  /// The house in which it is said.
  static let names = SpokenNames(codes: ["B07", "B17", "K30"], tables: ["T4", "T12", "Bar", "Terrace 2"])

  static let phrases: [Said] = sameAgain + undo + bill + pay + ready + delay + marks

  private static let sameAgain: [Said] = [
    Said("same again", .addSameItem), Said("Same again.", .addSameItem), Said("the same again", .addSameItem),
    Said("same thing again", .addSameItem), Said("the same thing again", .addSameItem),
    Said("another one", .addSameItem), Said("another one of those", .addSameItem),
    Said("another one of the same", .addSameItem), Said("another of the same", .addSameItem),
    Said("another of those", .addSameItem), Said("one more", .addSameItem),
    Said("one more of those", .addSameItem), Said("one more of the same", .addSameItem),
    Said("another one please", .addSameItem, score: 975),
    Said("same again please", .addSameItem, score: 975),
    Said("please same again thanks", .addSameItem, score: 950),
    Said("hey galley same again please", .addSameItem, score: 925),
    Said("excuse me, same again", .addSameItem, score: 950),
    Said("ok one more please thank you", .addSameItem, score: 900),
  ]

  private static let undo: [Said] = [
    Said("undo", .undoLastAction), Said("Undo!", .undoLastAction), Said("UNDO THAT", .undoLastAction),
    Said("undo it", .undoLastAction), Said("undo the last one", .undoLastAction),
    Said("undo the last action", .undoLastAction), Said("take that back", .undoLastAction),
    Said("undo please", .undoLastAction, score: 975), Said("ok undo that", .undoLastAction, score: 975),
    Said("please take that back", .undoLastAction, score: 975),
  ]

  private static let bill: [Said] = [
    Said("can we get the bill", .requestBill), Said("Can we get the bill?", .requestBill),
    Said("can i get the bill", .requestBill), Said("can I have the check?", .requestBill),
    Said("could we get the check", .requestBill), Said("could i have the bill", .requestBill),
    Said("may we have the bill", .requestBill), Said("may i get the check?", .requestBill),
    Said("we would like the bill", .requestBill), Said("we'd like the bill", .requestBill),
    Said("we\u{2019}d like the check", .requestBill), Said("i'd like the bill", .requestBill),
    Said("I would like the check.", .requestBill), Said("the bill", .requestBill),
    Said("the check", .requestBill), Said("bring us the bill", .requestBill),
    Said("bring the check", .requestBill), Said("the bill please", .requestBill, score: 975),
    Said("the check, please!", .requestBill, score: 975),
    Said("Can we get the bill, please?", .requestBill, score: 975),
    Said("hello can we have the bill", .requestBill, score: 975),
    Said("excuse me could we have the bill please", .requestBill, score: 925),
    Said("bring us the bill thank you", .requestBill, score: 950),
  ]

  private static let pay: [Said] = [
    Said("pay now", .payNow), Said("Pay now.", .payNow), Said("we'd like to pay now", .payNow),
    Said("we would like to pay", .payNow), Said("i'd like to pay", .payNow), Said("i want to pay", .payNow),
    Said("we want to pay now", .payNow), Said("can we pay", .payNow), Said("can we pay now?", .payNow),
    Said("could i pay now", .payNow), Said("could we pay?", .payNow),
    Said("pay now please", .payNow, score: 975), Said("hi, can i pay?", .payNow, score: 975),
  ]

  private static let ready: [Said] = [
    Said("order ready table four", .orderReady, "T4"), Said("order ready table 4", .orderReady, "T4"),
    Said("order ready T4", .orderReady, "T4"), Said("order ready t four", .orderReady, "T4"),
    Said("order ready tango four", .orderReady, "T4"), Said("order ready table t4", .orderReady, "T4"),
    Said("order ready table t four", .orderReady, "T4"), Said("table four ready", .orderReady, "T4"),
    Said("table four is ready", .orderReady, "T4"), Said("Table 4 is ready.", .orderReady, "T4"),
    Said("ready table four", .orderReady, "T4"), Said("order table four ready", .orderReady, "T4"),
    Said("order table four is ready", .orderReady, "T4"), Said("table twelve ready", .orderReady, "T12"),
    Said("table 12 ready", .orderReady, "T12"), Said("table twenty five is ready", .orderReady, "T25"),
    Said("table twenty-five is ready", .orderReady, "T25"), Said("table 25 is ready", .orderReady, "T25"),
    Said("table ninety nine ready", .orderReady, "T99"), Said("table 101 ready", .orderReady, "T101"),
    Said("table bar ready", .orderReady, "Bar"), Said("order ready table bar", .orderReady, "Bar"),
    Said("table terrace two is ready", .orderReady, "Terrace 2"),
    Said("table terrace 2 ready", .orderReady, "Terrace 2"),
    Said("bravo zero seven is ready", .orderReady, "B07"),
    Said("bravo oh seven ready", .orderReady, "B07"), Said("order ready B07", .orderReady, "B07"),
    Said("order ready b07", .orderReady, "B07"), Said("b zero seven is ready", .orderReady, "B07"),
    Said("b 07 ready", .orderReady, "B07"), Said("ready bravo 0 7", .orderReady, "B07"),
    Said("b seven ready", .orderReady, "B07", score: 950),
    Said("B7 is ready", .orderReady, "B07", score: 950),
    Said("bravo seven is ready", .orderReady, "B07", score: 950),
    Said("order b seven is ready please", .orderReady, "B07", score: 925),
    Said("bravo one seven is ready", .orderReady, "B17"), Said("bravo seventeen ready", .orderReady, "B17"),
    Said("b 17 is ready", .orderReady, "B17"), Said("kilo thirty is ready", .orderReady, "K30"),
    Said("kilo three zero ready", .orderReady, "K30"), Said("kilo tree zero ready", .orderReady, "K30"),
    Said("alpha niner niner ready", .orderReady, "A99"), Said("alfa one oh four ready", .orderReady, "A104"),
    Said("whisky one two three is ready", .orderReady, "W123"),
    Said("x ray fife ready", .orderReady, "X05", score: 950),
    Said("juliet twenty two ready", .orderReady, "J22"), Said("order ready v104", .orderReady, "V104"),
    Said("chef table four ready", .orderReady, "T4", score: 975),
  ]

  private static let delay: [Said] = [
    Said("delay order ten minutes", .delayOrder, minutes: 10),
    Said("delay order 10 minutes", .delayOrder, minutes: 10),
    Said("delay order by ten minutes", .delayOrder, minutes: 10),
    Said("delay the order ten minutes", .delayOrder, minutes: 10),
    Said("delay this order by twenty five minutes", .delayOrder, minutes: 25),
    Said("delay order one minute", .delayOrder, minutes: 1),
    Said("delay order ninety nine minutes", .delayOrder, minutes: 99),
    Said("delay table four ten minutes", .delayOrder, "T4", minutes: 10),
    Said("delay table four by ten minutes", .delayOrder, "T4", minutes: 10),
    Said("delay order table four by fifteen minutes", .delayOrder, "T4", minutes: 15),
    Said("delay T4 10 minutes", .delayOrder, "T4", minutes: 10),
    Said("delay table twenty five ten minutes", .delayOrder, "T25", minutes: 10),
    Said("delay table twenty by five minutes", .delayOrder, "T20", minutes: 5),
    Said("delay bravo zero seven by ten minutes", .delayOrder, "B07", minutes: 10),
    Said("delay bravo zero seven five minutes", .delayOrder, "B07", minutes: 5),
    Said("delay B07 by 5 minutes", .delayOrder, "B07", minutes: 5),
    Said("delay bravo one seven by five minutes", .delayOrder, "B17", minutes: 5),
    Said("delay b seven ten minutes", .delayOrder, "B07", minutes: 10, score: 950),
    Said("delay table terrace two by eight minutes", .delayOrder, "Terrace 2", minutes: 8),
    Said("please delay order ten minutes", .delayOrder, minutes: 10, score: 975),
  ]

  private static let marks: [Said] = [
    Said("  same   again  ", .addSameItem), Said("same, again", .addSameItem),
    Said("Same-again", .addSameItem),
    Said("same again ... please", .addSameItem, score: 975),
    Said("please please please please please please same again", .addSameItem, score: 850),
  ]

  /// What must not match: near misses, other languages, hostile text.
  static let others: [String] = nearMisses + ofOtherPeople + hostile

  private static let nearMisses: [String] = [
    "order twenty pizzas", "is table four ready?", "is table four ready", "table four ready?",
    "table four is ready?", "don't bill table four", "do not bill table four", "order ready", "ready",
    "table four", "bravo zero seven", "order", "bill", "check", "pay", "again", "same", "another", "more",
    "same again?", "undo?", "the bill?", "pay now?", "not same again", "same again not", "never same again",
    "same again and the bill", "the bill and pay now", "undo undo", "undo everything", "undo all",
    "don't undo", "can we get the bill later", "can we get the bill and a beer", "can we get the menu",
    "can they get the bill", "get the bill", "what is the bill", "the bill is wrong", "check the bill",
    "split the bill", "we paid the bill", "don't pay now", "pay later", "pay now later", "who can pay now",
    "order ready table", "order ready four", "order ready table zero", "order ready table four four",
    "order ready table one hundred", "order ready table four and table five", "order not ready table four",
    "table four is not ready", "table four is nearly ready", "table four was ready", "order ready bravo",
    "order ready zero seven", "order ready bravo 007", "order ready bravo zero", "order ready t07 b",
    "order ready india zero seven", "order ready oscar seven", "order ready bravo one two three four",
    "order ready table kitchen", "order ready bar", "tables four ready", "table for ready",
    "table four red", "order already table four", "reorder ready table four", "border ready table four",
    "delay order", "delay ten minutes", "delay order minutes", "delay order zero minutes",
    "delay order ten", "delay order ten hours", "delay order one hundred minutes", "delay order 100 minutes",
    "delay order ten minute", "delay order 10.5 minutes", "delay order -5 minutes", "delay order a minute",
    "delay order half an hour", "delay table twenty five minutes", "delay bravo one seven five minutes",
    "delay b one five minutes", "do not delay order ten minutes", "delay all orders ten minutes",
    "delay order ten minutes no five minutes", "relay order ten minutes", "delay order tent minutes",
    "cancel order", "cancel that", "void table four", "close table four", "discount table four",
    "please please please please please please please",
    "please", "thank you", "okay chef", "hey galley",
    "same again same again", "sam again", "same a gain", "some again", "name again",
    "another one bites the dust", "one more time", "one more thing", "another won",
    "sandal", "window", "undoing", "un do", "billing", "the bills", "thebill", "paynow", "pay know",
  ]

  private static let ofOtherPeople: [String] = [
    "noch eins bitte", "das gleiche nochmal", "die rechnung bitte", "zahlen bitte", "fertig tisch vier",
    "la cuenta por favor", "otra vez lo mismo", "l'addition s'il vous plaît", "encore une fois la même chose",
    "il conto per favore", "ancora lo stesso", "もう一つお願いします", "お会計お願いします", "再来一个", "买单",
    "счёт пожалуйста", "ещё раз то же самое", "الحساب من فضلك", "חשבון בבקשה", "bitte undo",
    "kan vi få regningen", "rachunek poproszę", "how are you today", "what time is it", "turn off the lights",
    "where is the fish", "we need more plates", "play some music", "call the police", "corner behind hot",
    "yes", "no", "stop", "go", "one two three four", "hands", "eighty six the salmon",
  ]

  private static let hostile: [String] = [
    "", " ", "\t", "?", "...", "-", "'", "same again; rm -rf /", "same again && pay now", "$(undo)", "`undo`",
    "undo\u{0}", "undo\nsame again", "same\tagain", "same again\r", "\u{1B}[31mundo\u{1B}[0m", "undo\u{7}",
    "\u{202E}odnu", "und\u{043E}", "ｕｎｄｏ", "un\u{200B}do", "undo\u{FEFF}", "u\u{301}ndo", "undo 🍔",
    "sаme again", "same again <script>", "<undo>", "[unk]", "undo [unk]", "[unk] undo", "<UNK> same again",
    "same <unk> again", "[NOISE]", "same again [BLANK_AUDIO]", "same again %s%n", "same again' OR '1'='1",
    "{\"text\":\"undo\"}", "undo/../..", "same again\\", "T4; order close T4", "table four ready # comment",
    "order ready table 99999999999999999999", "delay order 99999999999999999999 minutes",
    "order ready table ٤", "delay order １０ minutes", "order ready table -4", "order ready table +4",
    "order ready table 4e0", "order ready table 0x4", "order ready table 04", "order ready b0x7",
    String(repeating: "undo ", count: 2_000), String(repeating: "a", count: 201),
    String(repeating: "please ", count: 30) + "undo", "same again" + String(repeating: "!", count: 300),
  ]
}
