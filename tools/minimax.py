#!/usr/bin/env python3
"""Derives the polynomial coefficients of org.atled.core.expr's functions.

Run: python3 tools/minimax.py [name ...]      (needs mpmath: apt-get install python3-mpmath)

Each row of TARGETS names a function g, the interval of its variable and a weight w. The program finds
the polynomial P that makes max |w (g - P)| least, where w turns an error of P into a relative error
of the function that is computed from it. Remez's exchange is done on a fixed grid of Chebyshev
points in 60 digits. The coefficients are rounded to the element type one by one, from the
constant upwards, to the neighbour that leaves the smaller error when the rest is fitted again:
(g - c0) / v is the next target and w |v| its weight. Prints each table as Java, lowest degree first, with the error that is left.
"""

import sys
from mpmath import (mp, mpf, mp as m, asin, atan, atanh, cos, cot, digamma, pi, exp, expm1, log, log1p,
                    sin, tan, erf, erfc, erfinv, findroot, loggamma, lu_solve, matrix, sqrt)

mp.dps = 60
GRID = 1500


def chebyshev_grid(a, b):
    """Points of [a, b], dense at the ends; neither end is 0 exactly."""
    mid, half = (a + b) / 2, (b - a) / 2
    return [mid + half * cos(pi * (2 * i + 1) / (2 * GRID)) for i in range(GRID - 1, -1, -1)]


def horner(c, x):
    r = mpf(0)
    for a in reversed(c):
        r = r * x + a
    return r


def remez(points, g, w, degree):
    """The best polynomial on the points, and its greatest weighted error."""
    n = degree + 2
    reference = [int((1 - cos(pi * (i + mpf(1) / 2) / n)) / 2 * len(points)) for i in range(n)]
    best = None
    for _ in range(40):
        rows, right = matrix(n, n), matrix(n, 1)
        for row, i in enumerate(reference):
            power = mpf(1)
            for col in range(degree + 1):
                rows[row, col] = power
                power *= points[i]
            rows[row, degree + 1] = (-1) ** row / w[i]
            right[row] = g[i]
        solution = lu_solve(rows, right)
        c, level = [solution[i] for i in range(degree + 1)], abs(solution[n - 1])
        errors = [w[i] * (g[i] - horner(c, points[i])) for i in range(len(points))]
        worst = max(abs(e) for e in errors)
        if best is None or worst < best[1]:
            best = c, worst
        if worst <= level * mpf("1.0001"):
            break
        peaks = []  # the greatest error of each run of one sign
        for i, e in enumerate(errors):
            if peaks and (errors[peaks[-1]] > 0) == (e > 0):
                if abs(e) > abs(errors[peaks[-1]]):
                    peaks[-1] = i
            else:
                peaks.append(i)
        while len(peaks) > n:
            drop = 0 if abs(errors[peaks[0]]) < abs(errors[peaks[-1]]) else -1
            peaks.pop(drop)
        if len(peaks) < n:
            break
        reference = peaks
    return best


def rounded(x, bits):
    """The nearest number with so many bits."""
    if x == 0:
        return mpf(0)
    with m.workprec(bits):
        return +x


def neighbours(x, bits):
    """The nearest number with so many bits, and the one on the other side of x."""
    near = rounded(x, bits)
    return near, rounded(x + (x - near) / abs(x - near) * abs(x) * mpf(2) ** -bits, bits)


def fit(target, degree, bits, greedy, first):
    a, b, g, w = target
    points = chebyshev_grid(mpf(a), mpf(b))
    values, weights = [g(x) for x in points], [w(x) for x in points]
    done, rest, rest_weights = [], values, weights
    for step in range(degree + 1):
        if step > greedy:
            c = c[1:]
            done.append(rounded(c[0], bits))
            continue
        c, _ = remez(points, rest, rest_weights, degree - step)
        best = None
        for candidate in neighbours(c[0], first if step == 0 else bits):
            left = [(v - candidate) / x for v, x in zip(rest, points)]
            left_weights = [v * abs(x) for v, x in zip(rest_weights, points)]
            if step == degree:
                error = max(abs(v * y) for v, y in zip(left, left_weights))
            else:
                _, error = remez(points, left, left_weights, degree - step - 1)
            if best is None or error < best[0]:
                best = (error, candidate, left, left_weights)
        _, candidate, rest, rest_weights = best
        done.append(candidate)
    worst = max(abs(weights[i] * (values[i] - horner(done, x))) for i, x in enumerate(points))
    return done, worst


def java(x, bits):
    """A literal; hexadecimal for 24 bits, where it is the shorter one."""
    if bits == 53:
        return repr(float(x))
    digits, exponent = float(x).hex().split("p")
    return digits.rstrip("0") + "p" + exponent.lstrip("+")


HALF_LN2 = log(2) / 2 * mpf("1.001")


# With this K, 2 K e^(K^2) erfc K, the polynomial at 0, is a double but for 1.5e-21.
K = mpf("3.078125")


def scaled_erfc(q):
    """(t + K) e^(t^2) erfc t for t = K (1 + q) / (1 - q)."""
    t = K * (1 + q) / (1 - q)
    return (t + K) * exp(t * t) * erfc(t)


def scaled_tail(v):
    """(t + 4) e^(t^2/2) Phi(-t) for t / (t + 4) = 7/16 + v, Phi the normal distribution."""
    w = v + mpf("0.4375")
    t = 4 * w / (1 - w)
    return (t + 4) / 2 * exp(t * t / 2) * erfc(t / sqrt(2))


# Where digamma is 0, less 1.
ROOT = findroot(digamma, mpf("1.4616")) - 1


def stirling(x):
    """log Gamma(x) without what is added by a polynomial."""
    return (x - mpf(1) / 2) * log(x) - x + log(2 * pi) / 2


def unsquared(w):
    """x > 0 with w = -log(1 - x^2)."""
    return sqrt(-expm1(-w))


TARGETS = {
    # e^r = 1 + r + r^2 P(r), relative to e^r - 1
    "exp": (-HALF_LN2, HALF_LN2, lambda r: (expm1(r) - r) / r**2, lambda r: r**2 / abs(expm1(r))),
    # log(1 + f) = f + f^2 P(f), relative to itself; P(0) is close to -1/2
    "log": (-mpf(1) / 3, mpf(1) / 3, lambda f: (log1p(f) - f) / f**2, lambda f: f**2 / abs(log1p(f))),
    # erf t = 1 - e^(-t P(t)), relative to itself
    "erf32": (0, 4, lambda t: -log(erfc(t)) / t, lambda t: t * erfc(t) / erf(t)),
    "erf64": (0, 6, lambda t: -log(erfc(t)) / t, lambda t: t * erfc(t) / erf(t)),
    # sin r = r + r v P(v), v = r^2, relative to itself
    "sin": (0, (pi / 2 * mpf("1.0001")) ** 2, lambda v: (sin(sqrt(v)) / sqrt(v) - 1) / v,
            lambda v: v * sqrt(v) / sin(sqrt(v))),
    # 2^r = 1 + r P(r), relative to itself
    "exp2": (mpf("-0.5001"), mpf("0.5001"), lambda r: expm1(r * log(2)) / r,
             lambda r: abs(r) / exp(r * log(2))),
    # erfc t = e^(-t^2) P(q) / (t + K), q = (t - K) / (t + K), relative to itself, to t = 28
    "erfc64": (-1, (28 - K) / (28 + K), scaled_erfc, lambda q: 1 / scaled_erfc(q)),
    # Phi(-t) = e^(-t^2/2) P(t / (t + 4) - 7/16) / (t + 4), relative to itself, to t = 14.6 or 39
    "gauss32": (mpf("-0.4375"), mpf("14.6") / mpf("18.6") - mpf("0.4375"), scaled_tail,
                lambda v: 1 / scaled_tail(v)),
    "gauss64": (mpf("-0.4375"), mpf(39) / 43 - mpf("0.4375"), scaled_tail,
                lambda v: 1 / scaled_tail(v)),
    # where the inverse of erf begins: x P(w - 3) for w = -log(1 - x^2) < 6, P(sqrt(w) - 4) beyond
    "erfinv near": (-3, 3, lambda v: erfinv(unsquared(v + 3)) / unsquared(v + 3),
                    lambda v: unsquared(v + 3) / erfinv(unsquared(v + 3))),
    "erfinv far": (mpf("-1.6"), mpf("2.1"), lambda v: erfinv(unsquared((v + 4) ** 2)),
                   lambda v: 1 / erfinv(unsquared((v + 4) ** 2))),
    # tan r = r + r v P(v), v = r^2, relative to itself, and so on
    "tan": (0, (pi / 4 * mpf("1.08")) ** 2, lambda v: (tan(sqrt(v)) / sqrt(v) - 1) / v,
            lambda v: v * sqrt(v) / tan(sqrt(v))),
    "asin": (0, mpf("0.2501"), lambda v: (asin(sqrt(v)) / sqrt(v) - 1) / v,
             lambda v: v * sqrt(v) / asin(sqrt(v))),
    "atan": (0, 1, lambda v: (atan(sqrt(v)) / sqrt(v) - 1) / v,
             lambda v: v * sqrt(v) / atan(sqrt(v))),
    # log((1 + s) / (1 - s)) = 2 s + s^3 (2/3 + v P(v)), v = s^2, relative to itself
    "atanh": (0, mpf("0.04001"),
              lambda v: (2 * atanh(sqrt(v)) / sqrt(v) - 2 - 2 * v / 3) / v**2,
              lambda v: v**2 * sqrt(v) / (2 * atanh(sqrt(v)))),
    # log2((1 + s) / (1 - s)) = s P(v), v = s^2, relative to itself
    "log2": (0, mpf("0.04001"), lambda v: 2 * atanh(sqrt(v)) / sqrt(v) / log(2),
             lambda v: log(2) * sqrt(v) / (2 * atanh(sqrt(v)))),
    # log Gamma(2 + t) = t P(t), relative to itself
    "lgamma near": (mpf("-0.5"), mpf("0.5"), lambda t: loggamma(2 + t) / t,
                    lambda t: abs(t / loggamma(2 + t))),
    # log Gamma(x) = (x - 1/2) log x - x + log(2 pi) / 2 + P(u) / x, u = 1 / x^2, x >= 2.5
    "lgamma far": (0, mpf("0.16"),
                   lambda u: (loggamma(1 / sqrt(u)) - stirling(1 / sqrt(u))) / sqrt(u),
                   lambda u: sqrt(u) / loggamma(1 / sqrt(u))),
    # digamma(1 + t) = (t - ROOT) P(t - 1/2), relative to itself
    "digamma near": (mpf("-0.5"), mpf("0.5"),
                     lambda v: digamma(v + mpf("1.5")) / (v + mpf("0.5") - ROOT),
                     lambda v: (v + mpf("0.5") - ROOT) / digamma(v + mpf("1.5"))),
    # digamma x = log x - 1 / (2 x) - u P(u), u = 1 / x^2, x >= 3, relative to itself
    "digamma far": (0, mpf(1) / 9,
                    lambda u: (-log(u) / 2 - sqrt(u) / 2 - digamma(1 / sqrt(u))) / u,
                    lambda u: u / digamma(1 / sqrt(u))),
    # pi f cot(pi f) = 1 + v P(v), v = f^2
    "cot": (0, mpf("0.25"), lambda v: (pi * sqrt(v) * cot(pi * sqrt(v)) - 1) / v, lambda v: v),
    # sin(pi f) / (pi f) = 1 + v P(v), v = f^2, relative to itself
    "sinpi": (0, mpf("0.25"), lambda v: (sin(pi * sqrt(v)) / (pi * sqrt(v)) - 1) / v,
              lambda v: v * pi * sqrt(v) / sin(pi * sqrt(v))),
}

# name, target, degree of P, bits of the element type, coefficients after which the rest is fitted
# again, bits of the constant (more than the type's: it is given as a sum of two)
TABLES = [
    ("EXP32", "exp", 4, 24, 4, 24),
    ("EXP64", "exp", 10, 53, 3, 53),
    ("LOG32", "log", 9, 24, 9, 24),
    ("LOG64", "log", 20, 53, 3, 53),
    ("SIN32", "sin", 4, 24, 4, 24),
    ("SIN64", "sin", 8, 53, 3, 53),
    ("ERF32", "erf32", 8, 24, 8, 48),
    ("ERF64", "erf64", 24, 53, 3, 106),
    ("EXP2_32", "exp2", 5, 24, 5, 24),
    ("EXP2_64", "exp2", 11, 53, 3, 53),
    ("ERFC64", "erfc64", 22, 53, 3, 53),
    ("GAUSS32", "gauss32", 9, 24, 3, 24),
    ("GAUSS64", "gauss64", 22, 53, 3, 53),
    ("ERFINV_NEAR", "erfinv near", 8, 53, 0, 53),
    ("ERFINV_FAR", "erfinv far", 7, 53, 0, 53),
    ("TAN64", "tan", 15, 53, 3, 53),
    ("ASIN64", "asin", 14, 53, 3, 53),
    ("ATAN64", "atan", 22, 53, 3, 53),
    ("ATANH64", "atanh", 8, 53, 3, 53),
    ("LOG2_SHORT", "log2", 5, 53, 3, 53),
    ("BINARY_SHORT", "exp2", 6, 53, 3, 53),
    ("LGAMMA_NEAR", "lgamma near", 18, 53, 4, 53),
    ("LGAMMA_FAR", "lgamma far", 12, 53, 1, 53),
    ("DIGAMMA_NEAR", "digamma near", 22, 53, 3, 53),
    ("DIGAMMA_FAR", "digamma far", 11, 53, 1, 53),
    ("COT64", "cot", 15, 53, 1, 53),
    ("SINPI64", "sinpi", 7, 53, 1, 53),
]


def parts(x, bits, count):
    """x > 0 as a sum of numbers with so many bits each, none negative: each is cut off, not rounded."""
    result = []
    for _ in range(count):
        unit = mpf(2) ** (m.floor(log(x, 2)) + 1 - bits) if x else mpf(1)
        result.append(m.floor(x / unit) * unit)
        x -= result[-1]
    return result


def main():
    wanted = set(sys.argv[1:])
    for name, target, degree, bits, greedy, first in TABLES:
        if wanted and name not in wanted:
            continue
        coefficients, worst = fit(TARGETS[target], degree, bits, greedy, first)
        print(f"{name}: degree {degree}, error {float(worst):.2e} = 2^{float(log(worst, 2)):.1f}")
        if first > bits:
            coefficients = parts(coefficients[0], bits, first // bits) + coefficients[1:]
        print("  {" + ", ".join(java(c, bits) for c in coefficients) + "}", flush=True)
    for name, x in (("LN2", log(2)), ("PI", pi), ("ROOT", ROOT)):
        if wanted and name not in wanted:
            continue
        for bits in (24, 53):
            print(name, bits, [java(p, bits) for p in parts(x, bits, 3)])


if __name__ == "__main__":
    main()
