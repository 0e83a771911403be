"""The weather, hour by hour: one year at an airport of New York, five years at one of Beijing."""

import numpy as np

from course.datasets.bundle import BUNDLE

CITIES = {"New York": "new_york", "Beijing": "beijing"}
COLUMNS = ["temperature", "dew point", "humidity", "pressure", "wind speed"]


def load_weather(city: str = "New York") -> tuple[np.ndarray, np.ndarray, list[str]]:
    """Return the weather at an airport, `table, hours, columns`: a row for each hour, none missing.

    table (rows, 5) float64; columns, what its columns hold: temperature and dew point in °C,
    humidity in %, pressure in hPa, wind speed in m/s; hours (rows,), the hour of each row,
    datetime64. "New York": the airport JFK, 8,730 hours of 2013, by the clock of Greenwich.
    "Beijing": 43,824 hours, the years 2010 to 2014, by its own clock.

    >>> table, hours, columns = load_weather()
    >>> table.shape, str(hours[0]), columns[0]
    ((8730, 5), '2013-01-01T06', 'temperature')

    ValueError (says "city") if there is no weather of this city.
    """
    if city not in CITIES:
        raise ValueError(f"load_weather: city: must be one of {', '.join(CITIES)} ({city!r})")
    with np.load(BUNDLE / "weather.npz") as archive:
        table = archive[CITIES[city]].astype(np.float64).round(2)
        start = np.datetime64(str(archive[f"{CITIES[city]}_start"]), "h")
    return table, start + np.arange(len(table)), list(COLUMNS)
