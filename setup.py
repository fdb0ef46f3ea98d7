"Everything that is declared stands in settings.ini; this file only hands it to setuptools."

from configparser import ConfigParser
from pathlib import Path

from setuptools import find_packages, setup

here = Path(__file__).parent
parser = ConfigParser(delimiters=["="], interpolation=None)
parser.read(here / "settings.ini", encoding="utf-8")
settings = parser["DEFAULT"]
readme = here / "README.md"


def lines(key):
    "Entries of a setting, one per line."
    return [line.strip() for line in settings.get(key, "").splitlines() if line.strip()]


# what `vfnb run` needs away from a checkout, as data of the package:
# run notebooks with their parameters, and the released models
name, runs = settings["lib_name"], "[7-9][0-9][0-9]_*.ipynb"
data = {
    f"{name}.nbs": ("nbs", [runs, "params/*.yaml", "params/demo/*.yaml", "params/tour/*.yaml"]),
    f"{name}.pretrained": (
        "data/pretrained",
        ["*/*.json", "*/*.safetensors", "*/*.md", "*/*/*.json", "*/*/*.safetensors"],
    ),
}

ending = "_requirements"
setup(
    name=name,
    version=settings["version"],
    description=settings["description"],
    long_description=readme.read_text(encoding="utf-8")
    if readme.exists()
    else settings["description"],
    long_description_content_type="text/markdown",
    author=settings["author"],
    author_email=settings["author_email"],
    keywords=settings["keywords"].split(),
    license="Apache-2.0",
    license_files=["LICENSE"],
    packages=[*find_packages(include=[name, f"{name}.*"]), *data],
    package_dir={name: name} | {package: folder for package, (folder, _) in data.items()},
    package_data={name: ["py.typed", "*.pyi"]}
    | {package: patterns for package, (_, patterns) in data.items()},
    python_requires=f">={settings['min_python']}",
    install_requires=lines("requirements"),
    extras_require={key[: -len(ending)]: lines(key) for key in settings if key.endswith(ending)},
    entry_points={"console_scripts": lines("console_scripts")},
    zip_safe=False,
)
