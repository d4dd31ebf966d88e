#!/usr/bin/env python3
"""The rows of `atled bench ops` in NumPy or PyTorch, one JSON object a line: ops.py numpy|torch THREADS [WORD..]

Only rows with one of the words are measured, if there are any. Each way of computing a row (PyTorch into a new
tensor and by out=) is measured, and the fastest is printed. Warm-up and repetitions are those of `atled bench`:
at least 3 s, then until eight windows of 0.25 s are no faster than the ones before, at most 30 s; 7 repetitions of
at least 0.3 s; the median.
"""

import json
import os
import statistics
import sys
import time

LEAST_WARM_UP, MOST_WARM_UP, WINDOW, RECENT, REPETITIONS, LEAST = 3.0, 30.0, 0.25, 8, 7, 0.3
if os.environ.get("PEER_EFFORT") == "least":  # to see that all rows run
    LEAST_WARM_UP, MOST_WARM_UP, WINDOW, REPETITIONS, LEAST = 0.0, 0.0, 0.0, 1, 0.0

VECTORS = [(1_000_000,), (10_000,)]
MATRICES = [(1_000, 1_000), (100, 100)]
BATCHES = [(64, 128, 128), (512, 32, 32)]
TABLE = [(100_000, 64)]
LONG = [(1_000_000,)]


def times(f):
    """Seconds of one call: median, least and greatest of the repetitions."""

    def run(count):
        start = time.perf_counter()
        for _ in range(count):
            f()
        return time.perf_counter() - start

    windows, spent = [], 0.0
    while True:
        window, count = 0.0, 0
        while True:
            window += run(1)
            count += 1
            if window >= WINDOW:
                break
        spent += window
        windows.append(window / count)
        settled = len(windows) > RECENT and 0.97 <= min(windows[-RECENT:]) / min(windows[:-RECENT]) <= 1.2
        if spent >= LEAST_WARM_UP and (spent >= MOST_WARM_UP or settled):
            break
    count = int(LEAST / windows[-1]) + 1
    found = [run(count) / count for _ in range(REPETITIONS)]
    return statistics.median(found), min(found), max(found)


def numpy_rows(threads):
    import numpy as np

    rng = np.random.default_rng(1)
    normal = lambda s: rng.standard_normal(s, dtype=np.float32)
    uniform = lambda s: rng.random(s, dtype=np.float32)
    places = lambda s: rng.integers(0, s[0], s[0])

    try:
        from scipy.special import erf
    except ImportError:
        erf = None

    def ufunc(f):
        def prepare(*inputs):
            out = np.empty_like(inputs[0])
            return [lambda: f(*inputs), lambda: f(*inputs, out=out)]

        return prepare

    def sigmoid(x, out=None):
        y = np.negative(x, out=out)
        np.exp(y, out=y)
        np.add(y, 1, out=y)
        return np.reciprocal(y, out=y)

    def gelu(x, out=None):
        y = np.multiply(x, np.float32(0.5**0.5), out=out)
        erf(y, out=y)
        np.add(y, 1, out=y)
        np.multiply(y, x, out=y)
        return np.multiply(y, np.float32(0.5), out=y)

    def softmax(x):
        y = x - x.max(-1, keepdims=True)
        np.exp(y, out=y)
        y /= y.sum(-1, keepdims=True)
        return y

    def layer_norm(x):
        y = x - x.mean(-1, keepdims=True)
        y /= np.sqrt((y * y).mean(-1, keepdims=True) + np.float32(1e-5))
        return y

    def top(x, k):
        i = np.argpartition(x, x.size - k)[x.size - k :]
        i = i[np.argsort(-x[i], kind="stable")]
        return x[i], i

    def sort(x):
        i = np.argsort(x, kind="stable")
        return x[i], i

    def products(f):
        def prepare(a, b):
            out = np.empty_like(a)
            return [lambda: f(a, b), lambda: f(a, b, out=out)]

        return prepare

    def take(x, i):
        out = np.empty_like(x)
        return [lambda: x[i], lambda: x.take(i, 0), lambda: x.take(i, 0, out=out, mode="clip")]

    def add_at(x, i, s):
        def f():
            y = x.copy()
            np.add.at(y, i, s)
            return y

        return [f]

    def one(f):
        return lambda *inputs: [lambda: f(*inputs)]

    rows = [
        ("exp", VECTORS, [normal], ufunc(np.exp)),
        ("log", VECTORS, [uniform], ufunc(np.log)),
        ("tanh", VECTORS, [normal], ufunc(np.tanh)),
        ("sigmoid", VECTORS, [normal], ufunc(sigmoid)),
        ("erf", VECTORS, [normal], ufunc(erf) if erf else None),
        ("gelu", VECTORS, [normal], ufunc(gelu) if erf else None),
        ("sin", VECTORS, [normal], ufunc(np.sin)),
        ("pow number", VECTORS, [uniform], lambda x: ufunc(lambda x, out=None: np.power(x, np.float32(2.5), out=out))(x)),
        ("pow tensor", VECTORS, [uniform, normal], ufunc(np.power)),
        ("sum all", MATRICES, [normal], one(lambda x: x.sum())),
        ("sum rows", MATRICES, [normal], one(lambda x: x.sum(-1))),
        ("mean all", MATRICES, [normal], one(lambda x: x.mean())),
        ("mean rows", MATRICES, [normal], one(lambda x: x.mean(-1))),
        ("softmax", MATRICES, [normal], one(softmax)),
        ("layerNorm", MATRICES, [normal], one(layer_norm)),
        ("argmax", MATRICES, [normal], one(lambda x: x.argmax(-1))),
        ("cumSum", MATRICES, [normal], ufunc(lambda x, out=None: np.cumsum(x, -1, out=out))),
        ("cumSum", VECTORS, [normal], ufunc(lambda x, out=None: np.cumsum(x, 0, out=out))),
        ("sort", VECTORS, [normal], one(sort)),
        ("topK 100", LONG, [normal], one(lambda x: top(x, 100))),
        ("matmul", BATCHES, [normal, normal], products(np.matmul)),
        ("einsum", BATCHES, [normal, normal], products(lambda a, b, out=None: np.einsum("bij,bjk->bik", a, b, out=out, optimize=True))),
        ("indexSelect", TABLE, [normal, places], take),
        ("gather", LONG, [normal, places], take),
        ("indexAdd", TABLE, [normal, places, normal], add_at),
        ("scatterAdd", LONG, [normal, places, normal], add_at),
    ]
    return np.__version__, rows


def torch_rows(threads):
    import torch

    torch.set_num_threads(threads)
    torch.manual_seed(1)
    torch.set_grad_enabled(False)
    normal = lambda s: torch.randn(s)
    uniform = lambda s: torch.rand(s)
    places = lambda s: torch.randint(0, s[0], (s[0],))

    def new(f):
        return lambda *inputs: [lambda: f(*inputs)]

    def both(f):
        def prepare(*inputs):
            out = f(*inputs)
            return [lambda: f(*inputs), lambda: f(*inputs, out=out)]

        return prepare

    def einsum(a, b):
        return torch.einsum("bij,bjk->bik", a, b)

    def index_add(x, i, s):
        wide = i.unsqueeze(1).expand_as(x)
        out = torch.empty_like(x)
        return [
            lambda: x.index_add(0, i, s),
            lambda: torch.index_add(x, 0, i, s, out=out),
            lambda: x.scatter_add(0, wide, s),
        ]

    f = torch.nn.functional
    rows = [
        ("exp", VECTORS, [normal], both(torch.exp)),
        ("log", VECTORS, [uniform], both(torch.log)),
        ("tanh", VECTORS, [normal], both(torch.tanh)),
        ("sigmoid", VECTORS, [normal], both(torch.sigmoid)),
        ("erf", VECTORS, [normal], both(torch.erf)),
        ("gelu", VECTORS, [normal], both(torch._C._nn.gelu)),
        ("sin", VECTORS, [normal], both(torch.sin)),
        ("pow number", VECTORS, [uniform], both(lambda x, out=None: torch.pow(x, 2.5, out=out))),
        ("pow tensor", VECTORS, [uniform, normal], both(torch.pow)),
        ("sum all", MATRICES, [normal], new(torch.sum)),
        ("sum rows", MATRICES, [normal], both(lambda x, out=None: torch.sum(x, -1, out=out))),
        ("mean all", MATRICES, [normal], new(torch.mean)),
        ("mean rows", MATRICES, [normal], both(lambda x, out=None: torch.mean(x, -1, out=out))),
        ("softmax", MATRICES, [normal], new(lambda x: torch.softmax(x, -1))),
        ("layerNorm", MATRICES, [normal], new(lambda x: f.layer_norm(x, x.shape[-1:]))),
        ("argmax", MATRICES, [normal], both(lambda x, out=None: torch.argmax(x, -1, out=out))),
        ("cumSum", MATRICES, [normal], both(lambda x, out=None: torch.cumsum(x, -1, out=out))),
        ("cumSum", VECTORS, [normal], both(lambda x, out=None: torch.cumsum(x, 0, out=out))),
        ("sort", VECTORS, [normal], both(lambda x, out=None: torch.sort(x, dim=0, stable=True, out=out))),
        ("topK 100", LONG, [normal], both(lambda x, out=None: torch.topk(x, 100, 0, out=out))),
        ("matmul", BATCHES, [normal, normal], both(torch.matmul)),
        ("einsum", BATCHES, [normal, normal], new(einsum)),
        ("indexSelect", TABLE, [normal, places], both(lambda x, i, out=None: torch.index_select(x, 0, i, out=out))),
        ("gather", LONG, [normal, places], both(lambda x, i, out=None: torch.gather(x, 0, i, out=out))),
        ("indexAdd", TABLE, [normal, places, normal], index_add),
        ("scatterAdd", LONG, [normal, places, normal], both(lambda x, i, s, out=None: torch.scatter_add(x, 0, i, s, out=out))),
    ]
    return torch.__version__, rows


def main():
    if len(sys.argv) < 3 or sys.argv[1] not in ("numpy", "torch") or not sys.argv[2].isdigit():
        sys.exit(__doc__)
    peer, threads, words = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = str(threads)  # before the libraries are loaded
    version, rows = (numpy_rows if peer == "numpy" else torch_rows)(threads)
    for title, shapes, draws, prepare in rows:
        for sizes in shapes:
            shape = title + " " + "x".join(map(str, sizes))
            if prepare is None or (words and not set(words) & set(shape.split())):
                continue
            ways = prepare(*[draw(sizes) for draw in draws])
            median, least, most = min(times(way) for way in ways)
            row = {"peer": peer + " " + version, "name": "ops", "shape": shape, "threads": threads}
            for key, seconds in (("median_ms", median), ("min_ms", least), ("max_ms", most)):
                row[key] = float("%.6g" % (1e3 * seconds))
            print(json.dumps(row), flush=True)


main()
