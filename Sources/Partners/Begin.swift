/// Begun.
enum PartnersFloor {}
