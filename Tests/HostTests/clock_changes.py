"""What clocks on the wall mean on the days of a year on which they are set, by Python's zoneinfo: clock_changes.py ZONE YEAR

A line for each minute of the clock and change: NOW HOUR MINUTE MOMENT. NOW is noon of the day before, MOMENT the next time
after it at which the clock says HOUR:MINUTE: the first of two, and that of the change for a time that is left out.
Moments are in milliseconds since 1970.
"""
import sys
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

zone, year = ZoneInfo(sys.argv[1]), int(sys.argv[2])


def stamp(moment):
    return round(moment.timestamp() * 1000)


def offset(moment):
    return moment.astimezone(zone).utcoffset()


def changes():
    """Every moment of the year at which the offset is another than a minute before."""
    moment = datetime(year, 1, 1, tzinfo=timezone.utc)
    while moment.year == year:
        if offset(moment) != offset(moment - timedelta(minutes=1)):
            yield moment
        moment += timedelta(minutes=1)


def meant(local, change):
    moment = local.replace(tzinfo=zone, fold=0).astimezone(timezone.utc)
    exists = moment.astimezone(zone).replace(tzinfo=None) == local
    return moment if exists else change


for change in changes():
    day = change.astimezone(zone).date()
    noon = datetime(day.year, day.month, day.day, 12) - timedelta(days=1)
    for minute in range(24 * 60):
        local = noon + timedelta(minutes=minute)
        print(stamp(noon.replace(tzinfo=zone)), local.hour, local.minute, stamp(meant(local, change)))
