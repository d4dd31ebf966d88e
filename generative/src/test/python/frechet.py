"""Fréchet distances of small sets of features by NumPy and SciPy: the values in FrechetTest."""
import numpy as np
from scipy.linalg import sqrtm


def distance(a, b):
    s, t = np.cov(a, rowvar=False), np.cov(b, rowvar=False)
    d = a.mean(0) - b.mean(0)
    return d @ d + np.trace(s + t - 2 * sqrtm(s @ t).real)


a = np.array([[(7 * i * i + 3 * j * i + 5 * j) % 11 / 4 for j in range(4)] for i in range(9)])
b = np.array([[(5 * i * i + 2 * j * j * i + 3 * j) % 13 / 5 for j in range(4)] for i in range(12)])
print(repr(distance(a, b)))
print(repr(distance(a, a[:3])), "three examples: a covariance of rank 2")
