/// Begun.
enum QRFloor {}
