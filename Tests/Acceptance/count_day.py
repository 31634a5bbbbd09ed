"""Counts one day of the restaurant's orders: count_day.py MENU_ITEMS.csv ORDER_DETAILS.csv DD-MM-YYYY"""
import collections, csv, decimal, json, sys

menu = {row["menu_item_id"]: row for row in csv.DictReader(open(sys.argv[1], encoding="utf-8"))}
day = [row for row in csv.DictReader(open(sys.argv[2], encoding="utf-8")) if row["order_date"] == sys.argv[3]]
sold = [row["item_id"] for row in day if row["item_id"] != "NULL"]
takings = sum(decimal.Decimal(menu[dish]["price"]) * 100 for dish in sold)
orders = len({row["order_id"] for row in day if row["item_id"] != "NULL"})
print(json.dumps({"quantities": dict(collections.Counter(sold)), "takings": int(takings), "orders": orders,
                  "skipped": len(day) - len(sold)}))
