"""Writes the files of the tests as pyarrow does: python3 files.py FOLDER."""

import datetime
import decimal
import pathlib
import sys

import pyarrow
import pyarrow.parquet

folder = pathlib.Path(sys.argv[1])
day = datetime.date(2024, 1, 30)
n = 12


def some(values):
    """The values with none in the fourth row."""
    return [None if i == 3 else value for i, value in enumerate(values)]


def moments(count):
    return [datetime.datetime(2024, 2, 28, 23, 30, i) + datetime.timedelta(hours=i) for i in range(count)]


types = pyarrow.table(
    {
        "whole": pyarrow.array(some(range(-3, 9)), pyarrow.int64()),
        "small": pyarrow.array(range(244, 256), pyarrow.uint8()),
        "large": pyarrow.array([2**64 - 1 - i for i in range(n)], pyarrow.uint64()),
        "half": pyarrow.array([i + 0.5 for i in range(n)], pyarrow.float16()),
        "single": pyarrow.array([0.1 * i for i in range(n)], pyarrow.float32()),
        "double": pyarrow.array(some([0.1 * i for i in range(n)]), pyarrow.float64()),
        "price": pyarrow.array(some([decimal.Decimal(i * 1234567) / 1000 for i in range(n)]), pyarrow.decimal128(12, 3)),
        "zip": pyarrow.array([str(10115 + i % 3) for i in range(n)], pyarrow.string()),
        "town": pyarrow.array(some(["NA", "b", "b", "a"] * 3)).dictionary_encode(),
        "warm": pyarrow.array(some([i % 3 == 0 for i in range(n)]), pyarrow.bool_()),
        "day": pyarrow.array(some([day + datetime.timedelta(days=i) for i in range(n)]), pyarrow.date32()),
        "at": pyarrow.array(moments(n), pyarrow.timestamp("us")),
        "zoned": pyarrow.array(moments(n), pyarrow.timestamp("ms", tz="UTC")),
        "time": pyarrow.array([datetime.time(i, 5, 7) for i in range(n)], pyarrow.time32("ms")),
        "raw": pyarrow.array([b"x", b"y"] * 6, pyarrow.binary()),
        "none": pyarrow.nulls(n),
    }
)
for codec in ["none", "snappy", "gzip", "zstd"]:
    pyarrow.parquet.write_table(types, folder / f"{codec}.parquet", compression=codec, row_group_size=5, store_schema=False)
pyarrow.parquet.write_table(types, folder / "second.parquet", data_page_version="2.0", use_dictionary=False, store_schema=False)
pyarrow.parquet.write_table(types.select(["at"]), folder / "int96.parquet", use_deprecated_int96_timestamps=True, store_schema=False)
pyarrow.parquet.write_table(types.select(["whole"]), folder / "brotli.parquet", compression="brotli", store_schema=False)
pyarrow.parquet.write_table(types.select(["whole"]).slice(0, 0), folder / "empty.parquet", store_schema=False)
nested = {
    "list": pyarrow.array([[1, 2], [3]]),
    "record": pyarrow.array([{"x": 1}, {"x": 2}]),
    "map": pyarrow.array([[("a", 1)], []], pyarrow.map_(pyarrow.string(), pyarrow.int64())),
    "bytes": pyarrow.array([b"\xff", b"\xfe"]),
}
for name, values in nested.items():
    pyarrow.parquet.write_table(pyarrow.table({"a": [1, 2], name: values}), folder / f"{name}.parquet", store_schema=False)
index = pyarrow.table({"a": [1.5, 2.5, 3.5], "__index_level_0__": [4, 7, 9]})
pyarrow.parquet.write_table(index, folder / "index.parquet", store_schema=False)
# A million rows of one value: little packed, much unpacked.
pyarrow.parquet.write_table(pyarrow.table({"a": pyarrow.array([7] * 1_000_000, pyarrow.int64())}), folder / "many.parquet", compression="zstd", store_schema=False)
