"""Writes printed.txt: arrays and what str(array) of NumPy 2.4.6 says of them.

    python3 printed.py > printed.txt
    python3 printed.py 2000 > more.txt      # so many random ones besides, for a wider check

A case is a line "= dtype sizes", a line of elements in row-major order (or "arange", or
"alternating": the numbers from 0 up, every other one negative), and the text, each line after "|".
"""
import sys

import numpy as np

TYPES = {"bool": np.bool_, "uint8": np.uint8, "int32": np.int32, "int64": np.int64,
         "float16": np.float16, "float32": np.float32, "float64": np.float64}


def case(dtype, shape, values):
    count = int(np.prod(shape, dtype=np.int64))
    if values == "arange":
        a = np.arange(count)
    elif values == "alternating":
        a = np.arange(count) * np.where(np.arange(count) % 2, -1, 1)
    else:
        a = np.array(values)
    a = a.astype(TYPES[dtype]).reshape(shape)
    print("=", dtype, ",".join(map(str, shape)))
    if isinstance(values, str):
        print(values)
    elif dtype.startswith("float"):
        print(*(repr(float(x)).replace("inf", "Infinity").replace("nan", "NaN") for x in a.flat))
    else:
        print(*(str(x).lower() for x in a.flat))
    for line in str(a).split("\n"):
        print("|" + line)


nan, inf = float("nan"), float("inf")
H, F, D = "float16", "float32", "float64"


def literal():
    for dtype, x in [("bool", True), ("uint8", 200), ("int32", -7), ("int64", 2**62), (F, 0.1), (D, 0.1),
                     (D, -0.0), (D, 1e16), (D, 1e15), (D, 1.5e-5), (D, nan), (D, -inf), (F, 1e8),
                     (F, 16777216 * 8), (F, 1e-45), (D, 5e-324), (F, 1e-4)]:
        case(dtype, [], [x])
    for x in [0.1, 1 / 3, 65504, -0.0, 6e-8, 1e-4, 999.5, 2049, nan, -inf]:
        case(H, [], [x])
    case(H, [5], [0.1, 0.2, 1 / 3, -2.5, 100])
    case(H, [5], [0.1, 1, 3.14159, -0.0, 65504])
    case(H, [3], [6e-8, 1e-5, nan])
    case(H, [2], [1e-4, 0.05])
    case(H, [2], [1000, 1])
    case(H, [2], [1000.2, 1])
    case(H, [2], [10.01, 0.01])
    case(H, [2, 3], [0.5, -1.25, 3, 1e-3, 2, inf])
    case(D, [0], [])
    case(D, [3, 0, 2], [])
    case("bool", [2, 3], [1, 0, 1, 1, 1, 0])
    case("uint8", [4], [0, 7, 255, 30])
    case("int32", [2, 2], [-2**31, 2**31 - 1, 0, -1])
    case("int64", [3], [-2**63, 2**63 - 1, 5])
    case(D, [3], [1, 2.5, -3])
    case(F, [5], [0.1, 0.2, 0.3, 1 / 3, 100])
    case(D, [5], [0.1, 0.2, 0.3, 1 / 3, 100])
    case(D, [4], [0.125, -0.0, 0.0, 1e-4])
    case(D, [3], [1e-5, 1, 2])
    case(D, [3], [1, 1000, 0.5])
    case(D, [3], [1, 1000, 2])
    case(F, [2], [999999, 1000])
    case(F, [2], [1e6, 1000])
    case(D, [2], [99999999, 1e5])
    case(D, [2], [1e8, 1e6])
    case(D, [3], [1e-300, 1e300, -1])
    case(F, [2], [0.1, 8.589973e9])
    case(F, [3], [1e-45, 1e-40, 3.4028235e38])
    case(D, [2], [5e-324, 1.5e-323])
    case(F, [2], [1e-4, 0.05])
    case(D, [4], [1, nan, inf, -inf])
    case(D, [3], [nan, nan, inf])
    case(D, [2], [nan, -inf])
    case(D, [3], [nan, 1e-7, -12345.678])
    case(D, [2], [0.123456785, 0.000000005 + 0.5])
    case(F, [2, 3], [0.5, -1.25, 3, 1e-3, 2, 0.7])
    case("int64", [2, 2, 3], "arange")
    case("int64", [2, 1, 2, 2], "alternating")
    case("int32", [40], "alternating")
    case(F, [30], list(np.arange(30) / 7))
    case(F, [2, 12], list(np.arange(24) / 7 - 1))
    case("int64", [1000], "alternating")
    case("int64", [1001], "alternating")
    case(F, [101, 10], "arange")
    case("bool", [7, 6, 30], "arange")
    case(D, [1200, 1], "alternating")
    case("int32", [7, 8, 19], "arange")


def random(count):
    r = np.random.default_rng(7)
    for _ in range(count):
        dtype = list(TYPES)[r.integers(len(TYPES))]
        while True:
            shape = [int(n) for n in r.choice([0, 1, 2, 3, 5, 6, 7, 8, 13, 40], r.integers(0, 5),
                                              p=[.02, .1, .2, .2, .1, .1, .1, .1, .05, .03])]
            n = int(np.prod(shape, dtype=np.int64))
            if n < 4000:
                break
        if dtype == "bool":
            values = r.integers(0, 2, n)
        elif not dtype.startswith("float"):
            info = np.iinfo(TYPES[dtype])
            low, high = [(info.min, info.max), (0, 10), (max(info.min, -100), 100)][r.integers(3)]
            values = r.integers(low, high, n, dtype=TYPES[dtype], endpoint=True)
        else:
            spread = [0, 1, 3, 20, 37 if dtype == F else 300][r.integers(5)]
            shift = r.integers(-spread - 1, spread + 2)
            with np.errstate(all="ignore"):
                values = r.normal(size=n) * 10.0 ** np.clip(shift + spread * (r.random(n) - .5), -44, 300)
                kind = r.integers(6)
                if kind == 0:
                    values = np.round(values, int(r.integers(0, 9)))
                elif kind == 1:
                    values = np.ldexp(1.0, r.integers(-126 if dtype == F else -1000, 120, n))
                elif kind == 2:
                    values = values.astype(int).astype(float)
                for special in [nan, inf, -inf, 0.0, -0.0]:
                    if r.random() < .15:
                        values = np.where(r.random(n) < .2, special, values)
                values = values.astype(TYPES[dtype])
        case(dtype, shape, list(values))


literal()
if len(sys.argv) > 1:
    random(int(sys.argv[1]))
