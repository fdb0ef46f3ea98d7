"""What the package computes, as named arrays: run it on two commits and compare.

    python .ci/reference.py write OUT.npz       # in a checkout (or with PYTHONPATH set to one)
    python .ci/reference.py compare A.npz B.npz # every array, bit for bit; the largest difference where they differ

It uses public names only, so that it runs on commits whose modules lie elsewhere. One thread; about three minutes.
"""

import os
import sys
import tempfile
from pathlib import Path

for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[name] = "1"
os.environ.setdefault("MPLBACKEND", "Agg")
os.environ["VFNB_HEADLESS"] = "1"

import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402


def numbers(table):
    "Numeric columns of a table as arrays, text columns as text."
    table = pd.DataFrame(table)
    return {
        str(c): pd.to_numeric(v).to_numpy(dtype=float)
        if pd.api.types.is_numeric_dtype(v.dtype)
        else v.map(str).to_numpy(dtype=str)
        for c, v in table.reset_index(drop=True).items()
    }


def flat(name, value, into):
    "Arrays of nested dictionaries, tables and objects with fields."
    if value is None:
        return
    if isinstance(value, pd.DataFrame):
        for k, v in numbers(value).items():
            into[f"{name}.{k}"] = v
    elif isinstance(value, dict):
        for k, v in value.items():
            flat(f"{name}.{k}", v, into)
    elif hasattr(value, "value") and hasattr(value, "low"):  # an interval
        into[name] = np.array([value.value, value.low, value.high], dtype=float)
    elif hasattr(value, "detach"):
        into[name] = value.detach().cpu().numpy()
    else:
        a = np.asarray(value)
        into[name] = a if a.dtype != object else a.astype(str)


def volumes(vf, out, folder):
    root = vf.make_phantom(folder / "phantom", n_patients=6, seed=3)
    cohort = vf.read_verse(root)
    flat("cohort", cohort.table.drop(columns=[c for c in cohort.table if "path" in c]), out)
    ds = vf.cut_patches(cohort, size=96, spacing=1.0, out=folder / "patches")
    rows = np.arange(len(ds))
    out["cut.images"], out["cut.masks"] = (
        ds.images(rows),
        np.stack([ds[i]["mask"] for i in range(0, len(ds), 7)]),
    )
    flat("cut.obs", ds.obs, out)
    out["cut.expected"] = vf.expected_heights(
        ["T11", "T12", "L1"], [[20, 19, 22], [15, 18, 23], [22, 22, 25]]
    )
    report = vf.check_verse(root)
    flat("check", report.problems, out)
    return ds


def rendered(vf, out):
    made = vf.render_patches(240, seed=11)
    made["image"] = np.asarray(made["image"], dtype=np.float32)
    for k, v in made.items():
        flat(f"rendered.{k}", v, out)
    lost = (  # before RenderOptions the loss was an argument of its own
        dict(options=vf.RenderOptions(loss=0.4)) if hasattr(vf, "RenderOptions") else dict(loss=0.4)
    )
    out["rendered.collapsed"] = vf.render_patches(4, seed=12, **lost)["image"]
    return made


def latent_space(vf, out, made):
    dae = vf.DiffusionAutoencoder.from_pretrained("phantom96")
    obs = pd.DataFrame({k: made[k] for k in ("level", "grade", "loss", "subject", "shape")})
    obs["split"] = np.where(
        np.arange(len(obs)) % 4 < 2,
        "train",
        np.where(np.arange(len(obs)) % 4 == 2, "valid", "test"),
    )
    obs["row"] = np.arange(len(obs))
    lat = vf.Latents(encode(dae, made["image"]), obs, source_of(vf, dae))
    out["latents"] = lat.z
    train, valid, test = (lat.split(s) for s in ("train", "valid", "test"))
    for kind in ("svm", "linear"):
        probe = vf.Probe(kind).fit(train, target="grade", positive=lambda g: g >= 1)
        out[f"{kind}.weight"], out[f"{kind}.distance"] = probe.weight, probe.distance(lat)
    for kind in ("linear", "poly", "isotonic"):
        calib = vf.Calibrator(kind).fit(probe.distance(valid), valid.obs["grade"])
        out[f"{kind}.grade"] = calib.grade(probe.distance(test))
    calib = vf.Calibrator("poly").fit(probe.distance(valid), valid.obs["grade"])
    wide = calib.with_intervals(
        probe.distance(test), test.obs["grade"], test.obs["subject"], coverage=0.8, by=None
    )
    flat("interval", np.stack(wide.interval(probe.distance(train))), out)
    return dae, lat, probe, calib


def encode(model, images):
    import torch

    with torch.no_grad():
        return np.concatenate(
            [
                model.encode(torch.as_tensor(images[k : k + 64])).numpy()
                for k in range(0, len(images), 64)
            ]
        ).astype(np.float32)


def source_of(vf, model):
    from vfnb.core import fingerprint

    return fingerprint(model)


def edits(vf, out, made, dae, lat, probe, calib):
    instrument = vf.KeypointNet.from_pretrained("phantom96-points")
    path = vf.LossPath.load("phantom96-path")
    sound = np.flatnonzero(lat.obs["grade"].to_numpy() == 0)[:3]
    items = [
        dict(
            image=made["image"][i],
            expected=made["expected"][i],
            level=lat.obs["level"][i],
            grade=0,
            subject=str(i),
        )
        for i in sound
    ]
    ways = dict(
        normal=dict(),
        pattern=dict(direction="pattern"),
        path=dict(direction=path, shape="wedge"),
        kept=dict(direction=path, shape="crush", keep=8.0),
        random=dict(direction=path, noise="random"),
    )
    for name, options in ways.items():
        cf = drawn(vf, dae, items, probe, calib, measure=instrument, **options)
        for field in (
            "reconstruction",
            "pictures",
            "distance",
            "z",
            "predicted",
            "reencoded",
            "heights",
            "loss",
            "before",
        ):
            now = "images" if field == "pictures" and hasattr(cf, "images") else field
            flat(f"edit.{name}.{field}", getattr(cf, now), out)
        flat(f"edit.{name}.table", cf.table(), out)
        out[f"edit.{name}.difference"] = cf.difference()
        found = vf.score(cf, n=50)
        flat(
            f"score.{name}", {k: v for k, v in found.summary.items() if k not in ("seconds",)}, out
        )
        for k, t in found.tables().items():
            flat(f"score.{name}.{k}", t.map(lambda v: getattr(v, "value", v)), out)
    import torch

    images = torch.as_tensor(made["image"][:16])
    flat("instrument.points", instrument.points(images), out)
    flat("instrument.heights", instrument.measure(images, spacing=1.0), out)
    if hasattr(vf, "Severity"):
        found = vf.audit(lat.split("test"), (probe, calib), ["level"])
    else:
        found = vf.audit(lat.split("test"), probe, calib, by=["level"])
    for k, v in vars(found).items():
        if isinstance(v, pd.DataFrame):
            flat(
                f"audit.{k}",
                v.map(lambda x: getattr(x, "value", x)).drop(
                    columns=[c for c in v if "second" in str(c)]
                ),
                out,
            )


def drawn(vf, model, items, probe, calib, measure, direction="pattern", **options):
    "Counterfactuals by the call of this commit: a severity and options, or arguments one by one."
    drawing = dict(steps=5, invert_steps=10, seed=1)
    drawing |= {"noise": options.pop("noise")} if "noise" in options else {}
    grades = [0, 1, 2, 3]
    if hasattr(vf, "Severity"):
        way = vf.Severity(probe, calib, direction)
        how = vf.EditOptions(**drawing)
        return vf.counterfactual(model, items, way, grades, measure=measure, options=how, **options)
    options = dict(keep=None) | options | drawing | dict(direction=direction)
    return vf.counterfactual(model, items, probe, calib, grades=grades, measure=measure, **options)


def trained(vf, out, made, folder):
    import torch

    torch.manual_seed(0)
    for name, model in dict(
        ae=vf.AE(latent_dim=8), dae=vf.DiffusionAutoencoder(latent_dim=8, channels=(16, 32))
    ).items():
        how = dict(batch_size=8, precision="fp32")
        how = dict(options=vf.TrainingOptions(**how)) if hasattr(vf, "TrainingOptions") else how
        parts = dict(image=made["image"][:64]), dict(image=made["image"][64:96])
        vf.fit(model, *parts, steps=6, seed=4, out=folder / name, **how)
        out[f"trained.{name}"] = encode(model, made["image"][:8])
    pca = vf.PCAModel(96, 8).fit(made["image"][:100])
    out["trained.pca"] = encode(pca, made["image"][:8])


def write(path):
    import torch

    import vfnb as vf

    torch.set_num_threads(1)
    out = {}
    with tempfile.TemporaryDirectory() as d:
        d = Path(d)
        volumes(vf, out, d)
        made = rendered(vf, out)
        parts = latent_space(vf, out, made)
        edits(vf, out, made, *parts)
        trained(vf, out, made, d)
    np.savez_compressed(path, **out)
    print(f"{vf.__file__}: {len(out)} arrays, {sum(a.size for a in out.values())} values in {path}")


def compare(a, b):
    a, b, differ = np.load(a), np.load(b), 0
    for name in sorted(set(a) | set(b)):
        if name not in a or name not in b:
            print(f"{name}: only in {'the first' if name in a else 'the second'}")
            differ += 1
        elif a[name].shape != b[name].shape or not np.array_equal(
            a[name], b[name], equal_nan=a[name].dtype.kind == "f"
        ):
            same = a[name].shape == b[name].shape and a[name].dtype.kind in "fiu"
            print(
                f"{name}: "
                + (
                    f"differs by up to {np.nanmax(np.abs(a[name].astype(float) - b[name].astype(float))):.3g}"
                    if same
                    else f"{a[name].shape} and {b[name].shape}, or other words"
                )
            )
            differ += 1
    print(f"{len(set(a) | set(b))} arrays, {differ} differ")
    return int(differ > 0)


if __name__ == "__main__":
    sys.exit(write(sys.argv[2]) if sys.argv[1] == "write" else compare(*sys.argv[2:4]))
