#!/usr/bin/env python3
"""Writes CellWidths+Table.swift: how many cells each Unicode code point takes, and which are never drawn.

Run with Debian 12's own Python (3.11, whose unicodedata is Unicode 14.0.0, the version of Debian 12's C
library), so that the table and wcwidth(3) on the machine come from the same data:

    python3 Sources/Screens/Tables/make-cell-widths.py > Sources/Screens/Tables/CellWidths+Table.swift
"""

import unicodedata

NEVER, ATTACHED, NARROW, WIDE, SPACING, BLANK = range(6)

# Letters and marks that draw nothing: they could hide in a name. U+115F and U+1160 are the Hangul fillers.
INVISIBLE = {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0}


def fate(code):
    character = chr(code)
    category = unicodedata.category(character)
    if category in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") or code in INVISIBLE:
        return NEVER
    if category == "Zs" and code != 0x3000:
        return BLANK
    # Hangul vowels and tails stand on the leading consonant, which is already two cells wide.
    if category in ("Mn", "Me") or 0x1160 <= code <= 0x11FF or 0xD7B0 <= code <= 0xD7FF:
        return ATTACHED
    if category == "Mc":
        return SPACING
    # The C library and xterm give the hexagrams and the circled tens two cells though the data says otherwise.
    if 0x4DC0 <= code <= 0x4DFF or 0x3248 <= code <= 0x324F:
        return WIDE
    return WIDE if unicodedata.east_asian_width(character) in "WF" else NARROW


runs = []
for code in range(0x110000):
    value = fate(code)
    if not runs or runs[-1] & 7 != value:
        runs.append(code << 3 | value)

words = ["0x%X" % run for run in runs]
lines = [", ".join(words[start:start + 10]) for start in range(0, len(words), 10)]
print(f"""\
// Written by make-cell-widths.py from Unicode {unicodedata.unidata_version}. Do not edit by hand.
// swift-format-ignore-file

extension CellWidths {{
  /// {len(runs)} runs of code points in ascending order: a run's first code point × 8 + its `Fate`'s raw value.
  static let runs: [UInt32] = [""")
for line in lines:
    print(f"    {line},")
print("""\
  ]
}""")
