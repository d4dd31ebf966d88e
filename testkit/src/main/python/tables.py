"""Tables in ten public layouts, with made-up numbers, and how well scikit-learn's networks learn them.

    python3 tables.py FOLDER [ATLED [LAYOUT...]]

writes a file of each layout, or of those named, to FOLDER and prints the level that scikit-learn's MLP reaches over five
folds: the share of right classes, or R². Its columns are prepared as usual, numbers filled and
standardised, texts one-hot, and so are targets of numbers. The column `fold` says which rows stand
together, so that `atled train FILE --target T --group fold --folds 5` measures on the same. With the
path of the command ATLED its level, with defaults and the same columns, stands beside.
"""

import json
import subprocess
import sys
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer, TransformedTargetRegressor
from sklearn.impute import SimpleImputer
from sklearn.metrics import accuracy_score, r2_score
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

FOLDS = 5


def chance(rng, odds):
    return rng.random(len(odds)) < 1 / (1 + np.exp(-odds))


def choice(rng, n, names, p=None):
    return rng.choice(np.array(names, dtype=object), n, p=p)


def holes(rng, values, share):
    holed = pd.Series(values, dtype=object)
    holed[rng.random(len(holed)) < share] = np.nan
    return holed


def titanic(rng, n):
    sex = choice(rng, n, ["male", "female"], [0.65, 0.35])
    cls = rng.choice([1, 2, 3], n, p=[0.25, 0.2, 0.55])
    age = rng.gamma(6, 5, n).round(1)
    odds = 2.6 * (sex == "female") - 1.1 * (cls - 2) - 0.03 * age - 0.4
    return pd.DataFrame({
        "PassengerId": np.arange(1, n + 1), "Survived": chance(rng, odds).astype(int), "Pclass": cls,
        "Name": [f"Doe, Mr. J{i} (of {i * 7})" for i in range(n)], "Sex": sex, "Age": holes(rng, age, 0.2),
        "SibSp": rng.poisson(0.5, n), "Fare": (rng.gamma(2, 40, n) / cls).round(4),
        "Cabin": holes(rng, [f"C{i}" for i in range(n)], 0.77), "Embarked": choice(rng, n, ["S", "C", "Q"])})


def adult(rng, n):
    age, years = rng.integers(17, 90, n), rng.integers(1, 17, n)
    work = choice(rng, n, ["Private", "Self-emp-not-inc", "State-gov", "?"])
    married = choice(rng, n, ["Married-civ-spouse", "Never-married", "Divorced"])
    hours = rng.integers(10, 80, n)
    odds = 0.4 * (years - 11) + 0.04 * (hours - 45) + 2 * (married == "Married-civ-spouse") - 1.5
    odds -= ((age - 48) / 15.0) ** 2
    return pd.DataFrame({
        "age": age, "workclass": work, "fnlwgt": rng.integers(10**4, 10**6, n), "education-num": years,
        "marital-status": married, "hours-per-week": hours, "capital-gain": rng.poisson(0.05, n) * 5000,
        "income": np.where(chance(rng, odds), ">50K", "<=50K")})


def air(rng, n):
    hour = np.arange(n) % 24
    gas = 2 + np.sin(hour / 24 * 2 * np.pi) + rng.gamma(2, 0.3, n)
    sensor = 800 + 200 * gas + rng.normal(0, 40, n)
    warm = 15 + 8 * np.sin(np.arange(n) / 300) + rng.normal(0, 1, n)
    damp = 80 - 1.5 * warm + rng.normal(0, 4, n)
    sensor[rng.random(n) < 0.03] = -200
    return pd.DataFrame({
        "CO(GT)": gas.round(1), "PT08.S1(CO)": sensor.round(0), "C6H6(GT)": (gas * 4 + rng.normal(0, 1, n)).round(1),
        "RH": damp.round(1), "AH": (warm / 20 + damp / 100).round(4), "T": warm.round(1)})


def wine(rng, n):
    acid, alcohol = rng.normal(7, 1, n), rng.normal(10.5, 1.2, n)
    sugar, sulphate = rng.gamma(2, 3, n), rng.normal(0.5, 0.1, n)
    quality = 5.8 + 0.5 * (alcohol - 10.5) - 0.3 * (acid - 7) + 2 * (sulphate - 0.5)
    quality += rng.normal(0, 0.5, n)
    return pd.DataFrame({
        "fixed acidity": acid.round(1), "residual sugar": sugar.round(1), "sulphates": sulphate.round(2),
        "alcohol": alcohol.round(1), "density": (1 - alcohol / 1000 + sugar / 2000).round(5),
        "quality": quality.round().clip(3, 9).astype(int)})


def mpg(rng, n):
    cylinders = rng.choice([4, 6, 8], n)
    weight = 1500 + 300 * cylinders + rng.normal(0, 250, n)
    power = 20 + 14 * cylinders + rng.normal(0, 10, n)
    year = rng.integers(70, 83, n)
    miles = 48 - 0.007 * weight - 0.05 * power + 0.6 * (year - 76) + rng.normal(0, 1.5, n)
    return pd.DataFrame({
        "mpg": miles.round(1), "cylinders": cylinders, "horsepower": holes(rng, power.round(0), 0.02),
        "weight": weight.round(0), "year": year, "origin": rng.integers(1, 4, n)})


def seeds(rng, n):
    kind = rng.integers(1, 4, n)
    area = 12 + 2.5 * kind + rng.normal(0, 1, n)
    length = 5 + 0.2 * kind + rng.normal(0, 0.15, n)
    return pd.DataFrame({
        "area": area.round(2), "perimeter": (2 * np.sqrt(area * np.pi) + 0.3).round(2), "length": length.round(3),
        "width": (area / length).round(3), "kind": kind})


def bikes(rng, n):
    hour, day = rng.integers(0, 24, n), rng.integers(0, 2, n)
    warm, weather = rng.random(n), rng.integers(1, 4, n)
    peak = 150 * day * (np.exp(-((hour - 8) ** 2) / 4) + np.exp(-((hour - 17) ** 2) / 6))
    count = 40 + 150 * warm - 30 * weather + peak + 80 * np.exp(-((hour - 14) ** 2) / 30)
    return pd.DataFrame({
        "instant": np.arange(1, n + 1), "hr": hour, "workingday": day, "weathersit": weather, "temp": warm.round(2),
        "cnt": (count + rng.normal(0, 15, n)).clip(1).round().astype(int)})


def viewers(rng, n):
    age = rng.integers(10, 70, n)
    jobs = np.array(["student", "engineer", "writer", "retired", "artist"], dtype=object)
    odds = np.stack([-(age - 20) / 4.0, 0 * age, 0 * age - 0.5, (age - 55) / 4.0, 0 * age - 0.3])
    drawn = (odds + rng.gumbel(size=odds.shape)).argmax(0)
    gender = np.where(chance(rng, 0.9 * (drawn == 1) - 0.4 * (drawn == 4)), "M", "F")
    return pd.DataFrame({
        "id": np.arange(1, n + 1), "age": age, "gender": gender, "job": jobs[drawn],
        "zip": [f"{i:05d}" for i in rng.integers(0, 99999, n)]})


def bank(rng, n):
    job = choice(rng, n, ["admin.", "technician", "services", "unknown"])
    duration, past = rng.gamma(2, 130, n).round(), choice(rng, n, ["unknown", "success", "failure"], [0.8, 0.1, 0.1])
    odds = 0.006 * (duration - 350) + 2 * (past == "success") - 1
    return pd.DataFrame({
        "age": rng.integers(18, 90, n), "job": job, "balance": rng.normal(1300, 2000, n).round(),
        "housing": choice(rng, n, ["yes", "no"]), "duration": duration, "poutcome": past,
        "y": np.where(chance(rng, odds), "yes", "no")})


def fires(rng, n):
    month = choice(rng, n, ["mar", "aug", "sep", "jul"])
    warm, wind, dry = rng.normal(19, 6, n), rng.gamma(4, 1, n), rng.gamma(4, 25, n)
    burnt = 0.06 * warm + 0.12 * wind + 0.007 * dry + 0.5 * (month == "aug") + rng.normal(0, 0.25, n)
    return pd.DataFrame({
        "X": rng.integers(1, 10, n), "month": month, "DMC": dry.round(1), "temp": warm.round(1), "wind": wind.round(1),
        "rain": (rng.random(n) < 0.02) * 0.4, "area": np.exp(burnt).round(2)})


# Name, rows of what, rows, target, how it is written, columns that nobody learns from.
LAYOUTS = [
    ("titanic", titanic, 900, "Survived", {}, ["PassengerId", "Name", "Cabin"]),
    ("adult", adult, 1500, "income", {"sep": ", "}, []),
    ("air", air, 1500, "T", {"sep": ";", "decimal": ","}, []),
    ("wine", wine, 1500, "quality", {"sep": ";"}, []),
    ("mpg", mpg, 400, "mpg", {"sep": "\t", "na_rep": "?"}, []),
    ("seeds", seeds, 210, "kind", {"sep": "\t"}, []),
    ("bikes", bikes, 1500, "cnt", {}, ["instant"]),
    ("viewers", viewers, 900, "job", {"sep": "|"}, ["id", "zip"]),
    ("bank", bank, 1500, "y", {"sep": ";", "quoting": 2}, []),
    ("fires", fires, 520, "area", {}, []),
]

CLASSES = {"Survived", "income", "quality", "kind", "job", "y"}


def level(frame, target, unused):
    x = frame.drop(columns=[target, "fold"] + unused)
    # As Atled is told, or as everybody does: these numbers stand for no value.
    x = x.replace({-200: np.nan, "?": np.nan})
    y, fold = frame[target], frame["fold"]
    texts = [c for c in x if not pd.to_numeric(x[c].dropna(), errors="coerce").notna().all()]
    numbers = [c for c in x if c not in texts]
    x[numbers] = x[numbers].astype(float)
    prepared = ColumnTransformer([
        ("numbers", make_pipeline(SimpleImputer(), StandardScaler()), numbers),
        ("texts", make_pipeline(
            SimpleImputer(strategy="constant", fill_value="none"), OneHotEncoder(handle_unknown="ignore")), texts)])
    levels = []
    for part in range(FOLDS):
        learned, measured = fold != part, fold == part
        if target in CLASSES:
            model = make_pipeline(prepared, MLPClassifier(random_state=0))
            model.fit(x[learned], y[learned])
            levels.append(accuracy_score(y[measured], model.predict(x[measured])))
        else:
            model = TransformedTargetRegressor(
                make_pipeline(prepared, MLPRegressor(random_state=0)), transformer=StandardScaler())
            model.fit(x[learned], y[learned])
            levels.append(r2_score(y[measured], model.predict(x[measured])))
    return float(np.mean(levels))


def ours(atled, file, target, unused):
    options = ["--group", "fold", "--folds", str(FOLDS), "--json"]
    if unused:
        options += ["--drop", ",".join(unused)]
    if file.stem == "air":
        options += ["--missing", "-200"]
    said = subprocess.run(
        [*atled.split(), "train", str(file), "--target", target, *options], capture_output=True, text=True)
    if said.returncode != 0:
        sys.exit(f"{file}: {said.stderr}{said.stdout}")
    found = json.loads(said.stdout)
    return found["test_accuracy"] if target in CLASSES else found["test_r2"]


def main():
    warnings.filterwarnings("ignore")
    folder = Path(sys.argv[1])
    for name, make, rows, target, written, unused in LAYOUTS:
        if sys.argv[3:] and name not in sys.argv[3:]:
            continue
        rng = np.random.default_rng(7)
        frame = make(rng, rows)
        frame["fold"] = rng.permutation(rows) % FOLDS
        file = folder / f"{name}.csv"
        separator = written.get("sep", ",")
        text = frame.to_csv(index=False, **{**written, "sep": separator[0]})
        file.write_text(text.replace(",", separator) if len(separator) > 1 else text, encoding="utf-8")
        line = f"{name:10s} {target:10s} scikit-learn {level(frame, target, unused):.4f}"
        if len(sys.argv) > 2:
            line += f"  atled {ours(sys.argv[2], file, target, unused):.4f}"
        print(line, flush=True)


if __name__ == "__main__":
    main()
