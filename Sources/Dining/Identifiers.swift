import Events

/// What an ``ItemID`` names.
public enum ItemSubject: Sendable {}
/// What a ``ParticipantID`` names.
public enum ParticipantSubject: Sendable {}
/// What a ``PaymentID`` names.
public enum PaymentSubject: Sendable {}

/// One line on an order: a dish, how many of it, and how it is wanted.
public typealias ItemID = Identifier<ItemSubject>
/// One of those who sit at the table.
public typealias ParticipantID = Identifier<ParticipantSubject>
/// One payment, from its request to its end: counted once, for ever.
public typealias PaymentID = Identifier<PaymentSubject>
