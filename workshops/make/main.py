"""Makes the notebooks and data of the ready workshops anew: `npm run workshops` runs this, then `nbassert workshop build`.

The notebooks are scripts beside this file, in the form that `fixtures/make/main.py` reads, and are executed in a real
kernel. The data are seeded, so that every run gives the same bytes.
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "fixtures" / "make"))

import nbformat  # noqa: E402
import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
from main import read_source  # noqa: E402
from nbclient import NotebookClient  # noqa: E402


def customers(rng):
    n = 120
    return pd.DataFrame(
        {
            "customer_id": np.arange(1001, 1001 + n),
            "region": rng.choice(["east", "north", "south", "west"], n, p=[0.3, 0.2, 0.3, 0.2]),
            "since": rng.integers(2015, 2024, n),
        }
    )


def orders(rng):
    n = 640
    price = rng.choice([4.5, 9.9, 12.0, 19.5, 35.0], n, p=[0.3, 0.25, 0.2, 0.15, 0.1])
    quantity = rng.poisson(1.6, n) + 1
    frame = pd.DataFrame(
        {
            "order_id": np.arange(50001, 50001 + n),
            "customer_id": rng.integers(1001, 1121, n),
            "day": pd.date_range("2024-01-01", periods=n, freq="6h").strftime("%Y-%m-%d"),
            "quantity": quantity,
            "price": price,
            "status": rng.choice(["delivered", "returned", "open"], n, p=[0.84, 0.09, 0.07]),
            "rating": rng.choice([1.0, 2.0, 3.0, 4.0, 5.0], n, p=[0.04, 0.07, 0.17, 0.37, 0.35]),
        }
    )
    frame.loc[rng.choice(n, 71, replace=False), "rating"] = np.nan
    return frame


def flats(rng):
    n = 600
    area = rng.normal(78, 24, n).clip(22, 180).round(1)
    rooms = (area / 26 + rng.normal(0, 0.5, n)).round().clip(1, 8).astype(int)
    floor = rng.integers(0, 9, n)
    lift = rng.choice(["no", "yes"], n, p=[0.45, 0.55])
    built = rng.integers(1910, 2022, n)
    rent = 240 + 8.4 * area + 14 * floor * (lift == "yes") + 1.3 * (built - 1960) + rng.normal(0, 75, n)
    frame = pd.DataFrame({"area": area, "rooms": rooms, "floor": floor, "lift": lift, "built": built, "rent": rent.round(0)})
    frame["expensive"] = (frame["rent"] > frame["rent"].median()).astype(int)
    frame.loc[rng.choice(n, 37, replace=False), "built"] = np.nan
    return frame


WORKSHOPS = {
    "from-looking-to-checking": ("looking", {"orders": orders, "customers": customers}),
    "what-a-pipeline-takes-for-granted": ("pipeline", {"flats": flats}),
}


def make(folder: Path, name: str, tables: dict) -> None:
    (folder / "data").mkdir(parents=True, exist_ok=True)
    for table, rows in tables.items():
        rng = np.random.default_rng(sum(table.encode()))
        rows(rng).to_csv(folder / "data" / f"{table}.csv", index=False, lineterminator="\n")
    notebook = read_source(HERE / f"{name}.py")
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(folder)}}).execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    (folder / f"{name}.ipynb").write_text(nbformat.writes(notebook) + "\n")
    print(f"{folder.name}: {len(notebook.cells)} cells")


if __name__ == "__main__":
    for workshop, (notebook, tables) in WORKSHOPS.items():
        make(HERE.parent / workshop, notebook, tables)
