"Continuous, explained Genant grading: ordinal counterfactuals for vertebral fractures."
__version__ = "0.1.0"

# module -> the names it gives to `vfnb`; each module is imported when one of its names is first asked for (PEP 562).
# No name may be the name of a module: it would turn into that module.
_NAMES = {
    "genant": ["LEVELS", "expected_heights", "genant_index", "grade_of", "grade_to_loss", "height_loss", "loss_to_grade", "read_heights"],
    "core": ["VfnbError"],
    "verse": ["read_verse", "check_verse", "read_totalsegmentator", "Cohort"],
    "phantom": ["make_phantom", "render_patches", "render_set", "render_counterfactual", "tiny_cohort"],
    "deform": ["collapse"],
    "reformat": ["paint_back", "sagittal_planes", "save_nifti"],
    "morphometry": ["measure_bodies", "measure_heights", "read_points", "reader_agreement"],
    "patches": ["cut_patches", "open_patches", "PatchDataset"],
    "autoencoders": ["AE", "VAE", "CVAE", "PCAModel", "level_index"],
    "dae": ["DiffusionAutoencoder"],
    "encoders": ["CNN", "ContrastiveEncoder", "GradingEncoder", "balanced_rows"],
    "keypoints": ["KeypointNet", "SpineKeypointNet"],
    "stylegan2": ["StyleGAN2"],
    "inversion": ["StyleGANInverter"],
    "priors": ["GaussianMixturePrior", "LatentDiffusionPrior"],
    "training": ["fit", "fit_gan"],
    "latents": ["Latents", "embed"],
    "probe": ["Probe"],
    "calibration": ["Calibrator"],
    "counterfactuals": ["counterfactual", "Counterfactual", "measured_response", "path_response"],
    "paths": ["LossPath", "LatentSearch"],
    "grader": ["Grader", "Graded", "grade"],
    "augmentation": ["balance", "augmented_probe", "decode_synthetic", "PriorSampler", "InterpolationSampler", "CounterfactualSampler"],
    "bias": ["audit"],
    "metrics": ["score", "fidelity"],
    "comparison": ["compare", "label_budget"],
    "contract": ["check_model"],
    "widgets": ["explore", "explore_pair", "latent_map", "calibrate"],
    "runner": ["start_run", "find_run", "earlier_run", "demo_run", "run_notebook"],
    "sweep": ["run_folders", "runs_table"],
}
_MODULES = {"pl": "plots"}  # whole modules under a short name
_HOME = {name: module for module, names in _NAMES.items() for name in names}


def __getattr__(name):
    "Import what is asked for, once."
    from importlib import import_module

    if name in _MODULES:
        value = import_module(f"vfnb.{_MODULES[name]}")
    elif name in _HOME:
        value = getattr(import_module(f"vfnb.{_HOME[name]}"), name)
    else:
        raise AttributeError(f"module 'vfnb' has no attribute '{name}'", name=name)
    globals()[name] = value
    return value


def __dir__():
    "Public names, whether they were imported yet or not."
    return sorted({"__version__", *_HOME, *_MODULES})
