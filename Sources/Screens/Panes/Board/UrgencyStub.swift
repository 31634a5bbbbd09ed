public enum Urgency: Hashable, Sendable { case calm, warm, late }
