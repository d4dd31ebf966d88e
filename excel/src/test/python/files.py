"""Writes the workbook of the tests as pandas and openpyxl do: python3 files.py FOLDER."""

import datetime
import pathlib
import sys

import pandas

folder = pathlib.Path(sys.argv[1])
n = 9
frame = pandas.DataFrame(
    {
        "size": [i + 0.1 for i in range(n)],
        "town": ["Ulm", "Bonn", None] * 3,
        "built": [datetime.datetime(2000 + i, 2, 28) for i in range(n)],
        "sold": [datetime.datetime(2024, 2, 28, 12, 30, i) for i in range(n)],
        "warm": [i % 2 == 0 for i in range(n)],
        "zip": [f"0{i}115" for i in range(n)],
        "rooms": [str(i % 4) for i in range(n)],
    }
)
with pandas.ExcelWriter(folder / "pandas.xlsx", engine="openpyxl") as book:
    frame.to_excel(book, sheet_name="Flats")
    pandas.DataFrame({"a": [1, 2], "b": [3, 4]}).to_excel(book, sheet_name="More", index=False)
