"""Makes the .npy and .npz files beside this script, on which the tests of NumPy's formats stand.

Run with Python 3 and NumPy 2: python3 numpy_files.py
"""

import io
import pathlib

import numpy as np

HERE = pathlib.Path(__file__).parent


def npy(array, version=(1, 0)):
    out = io.BytesIO()
    np.lib.format.write_array(out, array, version=version)
    return out.getvalue()


def npz(compressed, **arrays):
    out = io.BytesIO()
    (np.savez_compressed if compressed else np.savez)(out, **arrays)
    return out.getvalue()


counting = np.arange(6).reshape(2, 3)
real = counting.astype("<f8") / 4 - 0.5

files = {
    "f4.npy": npy(real.astype("<f4")),
    "f8.npy": npy(real),
    "i4.npy": npy((counting - 2).astype("<i4")),
    "i8.npy": npy((counting - 2).astype("<i8") << 33),
    "u1.npy": npy((counting + 250).astype("|u1")),
    "b1.npy": npy(counting % 2 == 1),
    "f4-big.npy": npy(real.astype(">f4")),
    "f8-big.npy": npy(real.astype(">f8")),
    "i4-big.npy": npy((counting - 2).astype(">i4")),
    "f2.npy": npy(real.astype("<f2")),
    "i1.npy": npy((counting - 2).astype("|i1")),
    "i2.npy": npy((counting - 2).astype("<i2")),
    "u2.npy": npy((counting + 65530).astype("<u2")),
    "fortran.npy": npy(np.asfortranarray(np.arange(24, dtype="<i4").reshape(2, 3, 4))),
    "scalar.npy": npy(np.array(2.5, dtype="<f8")),
    "empty.npy": npy(np.zeros((3, 0), dtype="<f4")),
    "vector.npy": npy(np.arange(3, dtype="<f4")),
    "v2.npy": npy(real.astype("<f4"), (2, 0)),
    "v3.npy": npy(real.astype("<f4"), (3, 0)),
    "c16.npy": npy(real.astype("<c16")),
    "fields.npy": npy(np.zeros(2, dtype=[("a", "<f4"), ("b", "<i4")])),
    "stored.npz": npz(False, weight=real.astype("<f4"), bias=np.arange(3, dtype="<i8")),
    "deflated.npz": npz(True, weight=real.astype("<f4"), zeros=np.zeros(1000, dtype="<f8")),
}
for name, data in files.items():
    (HERE / name).write_bytes(data)
