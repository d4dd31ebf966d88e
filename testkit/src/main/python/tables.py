"""Tables in ten public layouts, with made-up numbers, and how well scikit-learn's networks learn them.

    python3 tables.py FOLDER [ATLED [LAYOUT...]]

writes a file of each layout, or of those named, to FOLDER, as its public model is written: separators, quotes, names
or none, what stands for no value. It prints the level that scikit-learn's MLP reaches over five folds, with its
defaults or with early stopping, whichever is better: the share of right classes, or R². Its columns are prepared
as usual, numbers filled and standardised, texts one-hot, names, dates and numbers of rows left out, and targets of
numbers are standardised too. The last column says which rows stand together, so that
`atled train FILE --target T --group "#-1" --folds 5` measures on the same. With the path of the command ATLED its level,
with defaults, stands beside: of options it has those that the file's reader must say (USER).
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


def effect(values, table):
    return np.array([table[value] for value in values], dtype=float)


def titanic(rng, n):
    sex = choice(rng, n, ["male", "female"], [0.65, 0.35])
    cls = rng.choice([1, 2, 3], n, p=[0.25, 0.2, 0.55])
    age, beside = rng.gamma(6, 5, n).round(), rng.poisson(0.5, n)
    odds = 2.6 * (sex == "female") - 1.1 * (cls - 2) - 0.03 * age - 0.3 * beside - 0.2
    names = [f'Berg, Mr. Karl {i}' if s == "male" else f'Dahl, Mrs. Karl (Ida "Ina" Holm {i})' for i, s in enumerate(sex)]
    tickets = [str(347000 + i) if i % 3 else f"A/5 {21000 + i}" for i in rng.integers(0, 700, n)]
    cabins = [f"C{i}" for i in rng.integers(1, 150, n)]
    return pd.DataFrame({
        "PassengerId": np.arange(1, n + 1), "Survived": chance(rng, odds).astype(int), "Pclass": cls, "Name": names,
        "Sex": sex, "Age": holes(rng, age, 0.2), "SibSp": beside, "Parch": rng.poisson(0.4, n), "Ticket": tickets,
        "Fare": (rng.gamma(2, 40, n) / cls).round(4), "Cabin": holes(rng, cabins, 0.77),
        "Embarked": holes(rng, choice(rng, n, ["S", "C", "Q"], [0.7, 0.2, 0.1]), 0.003)})


def adult(rng, n):
    schools = {"HS-grad": 9, "Some-college": 10, "Bachelors": 13, "Masters": 14, "11th": 7, "Doctorate": 16}
    jobs = {"Adm-clerical": 0, "Exec-managerial": 0.9, "Craft-repair": 0.2, "Other-service": -0.9, "?": -0.3}
    age, school, job = rng.integers(17, 90, n), choice(rng, n, list(schools)), choice(rng, n, list(jobs))
    married = choice(rng, n, ["Married-civ-spouse", "Never-married", "Divorced"])
    together = married == "Married-civ-spouse"
    sex, hours = choice(rng, n, ["Male", "Female"]), rng.integers(10, 80, n)
    gain = (rng.random(n) < 0.08) * rng.choice([2174, 7298, 15024], n)
    odds = 0.35 * (effect(school, schools) - 11) + effect(job, jobs) + 0.04 * (hours - 45) + 2 * together - 1.5
    odds += 2 * (gain > 5000) - ((age - 48) / 15.0) ** 2
    role = np.where(together, np.where(sex == "Male", "Husband", "Wife"), choice(rng, n, ["Not-in-family", "Own-child"]))
    return pd.DataFrame({
        "age": age, "workclass": choice(rng, n, ["Private", "Self-emp-not-inc", "State-gov", "?"], [0.7, 0.1, 0.14, 0.06]),
        "fnlwgt": rng.integers(10**4, 10**6, n), "education": school, "education-num": effect(school, schools).astype(int),
        "marital-status": married, "occupation": job, "relationship": role,
        "race": choice(rng, n, ["White", "Black", "Other"], [0.85, 0.1, 0.05]), "sex": sex, "capital-gain": gain,
        "capital-loss": (rng.random(n) < 0.04) * 1902, "hours-per-week": hours,
        "native-country": choice(rng, n, ["United-States", "Mexico", "?"], [0.93, 0.05, 0.02]),
        "income": np.where(chance(rng, odds), ">50K", "<=50K")})


def air(rng, n):
    at = pd.Timestamp("2004-03-10 18:00") + pd.to_timedelta(np.arange(n), unit="h")
    gas = 2 + np.sin(at.hour.to_numpy() / 24 * 2 * np.pi) + rng.gamma(2, 0.3, n)
    warm = 15 + 8 * np.sin(np.arange(n) / 300) + rng.normal(0, 2, n)
    damp = 80 - 1.5 * warm + rng.normal(0, 10, n)
    measured = pd.DataFrame({
        "CO(GT)": gas.round(1), "PT08.S1(CO)": (800 + 200 * gas + rng.normal(0, 40, n)).round(),
        "NMHC(GT)": (80 * gas).round(), "C6H6(GT)": (gas * 4 + rng.normal(0, 1, n)).round(1),
        "NO2(GT)": (60 + 20 * gas - warm + rng.normal(0, 8, n)).round(), "T": warm.round(1), "RH": damp.round(1),
        "AH": (damp / 100 * 0.6 * np.exp(warm / 16)).round(4)})
    for name, share in [("CO(GT)", 0.18), ("NMHC(GT)", 0.9), ("NO2(GT)", 0.17)]:
        measured.loc[rng.random(n) < share, name] = -200
    measured.loc[rng.random(n) < 0.04, measured.columns != "CO(GT)"] = -200  # the instrument is off
    return pd.concat([pd.DataFrame({"Date": at.strftime("%d/%m/%Y"), "Time": at.strftime("%H.%M.%S")}), measured], axis=1)


def wine(rng, n):
    acid, alcohol, sugar = rng.normal(7, 1, n), rng.normal(10.5, 1.2, n), rng.gamma(2, 3, n)
    volatile, sulphate, free = rng.gamma(9, 0.03, n), rng.normal(0.5, 0.1, n), rng.gamma(6, 6, n).round()
    quality = 5.8 + 0.5 * (alcohol - 10.5) - 0.3 * (acid - 7) + 2 * (sulphate - 0.5) - 3 * (volatile - 0.27)
    quality += rng.normal(0, 0.4, n)
    return pd.DataFrame({
        "fixed acidity": acid.round(1), "volatile acidity": volatile.round(2), "citric acid": rng.gamma(7, 0.05, n).round(2),
        "residual sugar": sugar.round(1), "chlorides": rng.gamma(4, 0.012, n).round(3), "free sulfur dioxide": free,
        "total sulfur dioxide": free + rng.gamma(9, 11, n).round(),
        "density": (1 - alcohol / 1000 + sugar / 2000).round(5), "pH": (4.2 - acid / 7 + rng.normal(0, 0.1, n)).round(2),
        "sulphates": sulphate.round(2), "alcohol": alcohol.round(1), "quality": quality.round().clip(3, 9).astype(int)})


def mpg(rng, n):
    cylinders = rng.choice([4, 6, 8], n)
    weight = 1500 + 300 * cylinders + rng.normal(0, 250, n)
    power = 20 + 14 * cylinders + rng.normal(0, 10, n)
    year = rng.integers(70, 83, n)
    miles = 48 - 0.007 * weight - 0.05 * power + 0.6 * (year - 76) + rng.normal(0, 1.5, n)
    makers = choice(rng, n, ["chevrolet", "buick", "plymouth", "amc"])
    return pd.DataFrame({
        "mpg": miles.round(1), "cylinders": cylinders, "displacement": 40 * cylinders + rng.normal(0, 20, n).round(),
        "horsepower": holes(rng, power.round(), 0.02), "weight": weight.round(),
        "acceleration": (24 - 0.07 * power + rng.normal(0, 1, n)).round(1), "year": year, "origin": rng.integers(1, 4, n),
        "name": [f"{maker} {i}" for maker, i in zip(makers, rng.integers(100, 400, n))]})


def seeds(rng, n):
    kind = rng.integers(1, 4, n)
    area = 12 + 2.5 * kind + rng.normal(0, 1, n)
    length = 5 + 0.2 * kind + rng.normal(0, 0.15, n)
    edge = 2 * np.sqrt(area * np.pi) + 0.3
    return pd.DataFrame({
        "area": area.round(2), "perimeter": edge.round(2), "compactness": (4 * np.pi * area / edge**2).round(4),
        "length": length.round(3), "width": (area / length).round(3),
        "asymmetry": (3 + (kind == 3) + rng.normal(0, 1, n)).round(3), "groove": (length - 0.2 * (kind == 1)).round(3),
        "kind": kind})


def bikes(rng, n):
    at = pd.Timestamp("2011-01-01") + pd.to_timedelta(np.arange(n), unit="h")
    hour, week = at.hour.to_numpy(), (at.dayofweek.to_numpy() + 1) % 7
    day = ((week > 0) & (week < 6)).astype(int)
    warm = (0.5 - 0.3 * np.cos(np.arange(n) / 365 / 24 * 2 * np.pi) + rng.normal(0, 0.06, n)).clip(0.02, 1)
    weather, damp = rng.choice([1, 2, 3], n, p=[0.6, 0.3, 0.1]), rng.normal(0.6, 0.15, n).clip(0.1, 1)
    peak = 150 * day * (np.exp(-((hour - 8) ** 2) / 4) + np.exp(-((hour - 17) ** 2) / 6))
    free = 120 * (1 - day) * np.exp(-((hour - 14) ** 2) / 20)
    count = 40 + 150 * warm - 30 * weather - 40 * (damp - 0.6) + peak + free
    count = (count + rng.normal(0, 15, n)).clip(1).round().astype(int)
    casual = (count * rng.uniform(0.05, 0.3, n)).round().astype(int)
    return pd.DataFrame({
        "instant": np.arange(1, n + 1), "dteday": at.strftime("%Y-%m-%d"), "season": at.quarter, "yr": at.year - 2011,
        "mnth": at.month, "hr": hour, "holiday": (rng.random(n) < 0.03).astype(int), "weekday": week, "workingday": day,
        "weathersit": weather, "temp": warm.round(2), "atemp": (warm * 0.95 + 0.02).round(4), "hum": damp.round(2),
        "windspeed": rng.gamma(3, 0.07, n).round(4), "casual": casual, "registered": count - casual, "cnt": count})


def viewers(rng, n):
    job, age = rng.integers(0, 21, n), rng.choice([1, 18, 25, 35, 45, 50, 56], n)
    odds = 1.2 + np.where(job == 17, 1.5, 0) - np.where(job == 9, 3.5, 0) - np.where(job == 3, 1.8, 0) - 0.01 * age
    return pd.DataFrame({
        "id": np.arange(1, n + 1), "gender": np.where(chance(rng, odds), "M", "F"), "age": age, "occupation": job,
        "zip": [f"{i:05d}" for i in rng.integers(0, 99999, n)]})


def bank(rng, n):
    job = choice(rng, n, ["management", "technician", "blue-collar", "admin.", "services", "unknown"])
    duration = rng.gamma(2, 130, n).round().astype(int)
    past = choice(rng, n, ["unknown", "success", "failure"], [0.8, 0.1, 0.1])
    house, month = choice(rng, n, ["yes", "no"]), choice(rng, n, ["may", "jul", "oct", "mar"])
    odds = 0.006 * (duration - 400) + 2 * (past == "success") - 0.8 * (house == "yes") + 1.2 * (month == "mar") - 0.6
    return pd.DataFrame({
        "age": rng.integers(18, 90, n), "job": job, "marital": choice(rng, n, ["married", "single", "divorced"]),
        "education": choice(rng, n, ["primary", "secondary", "tertiary", "unknown"]),
        "default": choice(rng, n, ["no", "yes"], [0.98, 0.02]), "balance": rng.normal(1300, 2000, n).round().astype(int),
        "housing": house, "loan": choice(rng, n, ["no", "yes"], [0.85, 0.15]),
        "contact": choice(rng, n, ["cellular", "unknown", "telephone"]), "day": rng.integers(1, 32, n), "month": month,
        "duration": duration, "campaign": rng.geometric(0.4, n),
        "pdays": np.where(past == "unknown", -1, rng.integers(30, 400, n)),
        "previous": np.where(past == "unknown", 0, rng.integers(1, 6, n)), "poutcome": past,
        "y": np.where(chance(rng, odds), "yes", "no")})


def fires(rng, n):
    month = choice(rng, n, ["mar", "aug", "sep", "jul"])
    warm, wind, dry = rng.normal(19, 6, n), rng.gamma(4, 1, n), rng.gamma(4, 25, n)
    burnt = 0.06 * warm + 0.12 * wind + 0.007 * dry + 0.5 * (month == "aug") + rng.normal(0, 0.2, n) - 1.6
    return pd.DataFrame({
        "X": rng.integers(1, 10, n), "Y": rng.integers(2, 10, n), "month": month,
        "day": choice(rng, n, ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]), "FFMC": rng.normal(90, 4, n).round(1),
        "DMC": dry.round(1), "DC": (6 * dry + rng.normal(0, 60, n)).round(1), "ISI": rng.gamma(4, 2.2, n).round(1),
        "temp": warm.round(1), "RH": rng.integers(15, 100, n), "wind": wind.round(1),
        "rain": (rng.random(n) < 0.02) * 0.4, "area": np.where(burnt < 0.4, 0, np.exp(burnt)).round(2)})


def commas(frame):
    return frame.to_csv(index=False)


def adults(frame):
    """A blank behind each comma, no names, and a blank line at the end."""
    return frame.to_csv(index=False, header=False).replace(",", ", ") + "\n"


def decimal_commas(frame):
    """Two separators behind each row, and rows of nothing else at the end."""
    lines = frame.to_csv(index=False, sep=";", decimal=",").splitlines()
    return "".join(line + ";;\n" for line in lines) + ";" * (frame.shape[1] + 1) + "\n"


def quoted(frame):
    """Semicolons, names and texts in quotes."""
    return frame.to_csv(index=False, sep=";", quoting=2)


def aligned(frame):
    """Blanks that align, no names, a tab before the last text, in quotes, and ? for nothing."""
    lines = []
    for row in frame.astype(object).itertuples(index=False):
        values = ["?" if pd.isna(value) else f"{value:.1f}" if isinstance(value, float) else str(value) for value in row]
        lines.append("".join(f"{value:<11s}" for value in values[:8]) + f'\t"{values[8]}"' + f"\t{values[9]}\n")
    return "".join(lines)


def tabs(frame):
    """No names, and two tabs in some places."""
    lines = frame.to_csv(index=False, header=False, sep="\t").splitlines()
    return "".join((line.replace("\t", "\t\t", 1) if i % 9 == 4 else line) + "\n" for i, line in enumerate(lines))


def colons(frame):
    return frame.to_csv(index=False, header=False, sep="\t").replace("\t", "::")


# Name, rows of what, rows, target, how it is written, columns that nobody learns from.
LAYOUTS = [
    ("titanic", titanic, 891, "Survived", commas, ["PassengerId", "Name", "Ticket", "Cabin"]),
    ("adult", adult, 3000, "income", adults, []),
    ("air", air, 3000, "T", decimal_commas, ["Date", "Time", "NMHC(GT)"]),
    ("wine", wine, 1599, "quality", quoted, []),
    ("mpg", mpg, 398, "mpg", aligned, ["name"]),
    ("seeds", seeds, 210, "kind", tabs, []),
    ("bikes", bikes, 3000, "cnt", commas, ["instant", "dteday", "casual", "registered"]),
    ("viewers", viewers, 2000, "gender", colons, ["id", "zip"]),
    ("bank", bank, 3000, "y", quoted, []),
    ("fires", fires, 517, "area", commas, []),
]

CLASSES = {"Survived", "income", "quality", "kind", "gender", "y"}

# What no program can know of a file: that it has no names, that -200 is no value, what two columns add up to.
USER = {
    "adult": ["--no-header"], "mpg": ["--no-header"], "seeds": ["--no-header"], "viewers": ["--no-header"],
    "air": ["--missing", "-200"], "bikes": ["--drop", "casual,registered"]}


def level(frame, target, unused):
    x = frame.drop(columns=[target, "fold"] + unused).replace({"?": np.nan})
    y, fold = frame[target], frame["fold"]
    texts = [c for c in x if not pd.to_numeric(x[c].dropna(), errors="coerce").notna().all()]
    numbers = [c for c in x if c not in texts]
    x[numbers] = x[numbers].astype(float)
    prepared = ColumnTransformer([
        ("numbers", make_pipeline(SimpleImputer(), StandardScaler()), numbers),
        ("texts", make_pipeline(
            SimpleImputer(strategy="constant", fill_value="none"), OneHotEncoder(handle_unknown="ignore")), texts)])

    def mean(stops):
        levels = []
        for part in range(FOLDS):
            learned, measured = fold != part, fold == part
            if target in CLASSES:
                network = MLPClassifier(random_state=0, early_stopping=stops)
                model, score = make_pipeline(prepared, network), accuracy_score
            else:
                network = MLPRegressor(random_state=0, early_stopping=stops)
                model = TransformedTargetRegressor(make_pipeline(prepared, network), transformer=StandardScaler())
                score = r2_score
            model.fit(x[learned], y[learned])
            levels.append(score(y[measured], model.predict(x[measured])))
        return float(np.mean(levels))

    return max(mean(False), mean(True))


def ours(atled, file, frame, target):
    options = USER.get(file.stem, [])
    column = f"#{frame.columns.get_loc(target)}" if "--no-header" in options else target
    said = subprocess.run(
        [*atled.split(), "train", str(file), "--target", column, *options,
         "--group", "#-1", "--folds", str(FOLDS), "--json"], capture_output=True, text=True)
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
        file.write_text(written(frame), encoding="utf-8")
        if name == "air":
            frame = frame.replace(-200, np.nan).dropna(subset=[target])
        line = f"{name:10s} {target:10s} scikit-learn {level(frame, target, unused):.4f}"
        if len(sys.argv) > 2:
            line += f"  atled {ours(sys.argv[2], file, frame, target):.4f}"
        print(line, flush=True)


if __name__ == "__main__":
    main()
