#!/bin/sh
# DuckDB 2.0.1 (PyPI duckdb) takes a table that is parted by semicolons for one that is parted by commas, as soon as
# every dish's name has a comma in it and prices are written with one: three columns are then as even as two.
#
# Valid input: a price list as a European spreadsheet saves it, header "name;price", rows "Soup, hot;8,50".
# Behaviour:   FROM 'menu.csv' gives three columns named column0, column1, column2; the price is cut in two ("hot;8" and
#              50), and the row with the names is gone: no column has its words, and no row. No error, no warning. With
#              header = true it is worse: the names are skipped all the same and the first dish becomes the header. With
#              ignore_errors = true, which one takes for the sloppy way, the same file is read right, and so it is
#              when a dish that is not the first has no comma in its name. Where the first dish has none, its row goes the way
#              of the header.
# One would have guessed: the header has one semicolon and no comma, so it decides; or, failing that, an error about the
#              header, which is one cell under a table of three.
# Why it matters here: 8,50 becomes 50 with nobody told. So galley finds the separator by the header alone, by which one
#              more of its names are known with, and leaves out and names every row with a cell too many.
#
# Runs without galley. Fails if the behaviour changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install duckdb==2.0.1
cat > "$folder/menu.csv" <<'CSV'
name;price
Soup, hot;8,50
Burger, fries;17,90
Bream, fennel;25,90
CSV
sed 's/Soup, hot/Soup/' "$folder/menu.csv" > "$folder/first.csv"
sed 's/Burger, fries/Burger/' "$folder/menu.csv" > "$folder/second.csv"
cd "$folder"
venv/bin/python - <<'PY'
import duckdb

print("duckdb", duckdb.__version__)
table = duckdb.sql("FROM 'menu.csv'")
rows = table.fetchall()
print(table.columns, [str(t) for t in table.types])
print(rows)
assert table.columns == ["column0", "column1", "column2"], table.columns
assert rows == [("Soup", " hot;8", 50), ("Burger", " fries;17", 90), ("Bream", " fennel;25", 90)], rows
assert not any("name" in str(cell) or "price" in str(cell) for row in rows for cell in row)

named = duckdb.sql("FROM read_csv('menu.csv', header = true)")
print("header = true:", named.columns, named.fetchall())
assert named.columns == ["Soup", "hot;8", "50"] and len(named.fetchall()) == 2, named.columns

lenient = duckdb.sql("FROM read_csv('menu.csv', ignore_errors = true)")
print("ignore_errors = true:", lenient.columns, lenient.fetchall())
assert lenient.columns == ["name", "price"] and lenient.fetchall()[0] == ("Soup, hot", "8,50"), lenient.columns

first = duckdb.sql("FROM 'first.csv'")
print("first dish without a comma:", first.columns, first.fetchall())
assert first.fetchall() == [("Burger", " fries;17", 90), ("Bream", " fennel;25", 90)]

right = duckdb.sql("FROM 'second.csv'")
print("second dish without a comma:", right.columns, right.fetchall())
assert right.columns == ["name", "price"], right.columns
print("as described")
PY
