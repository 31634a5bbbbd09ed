/// Begun.
enum InsightsFloor {}
