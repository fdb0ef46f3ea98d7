"Settings for every test: no window, no writing into the checkout, plain progress bars."

import gc
import os
import shutil
import tempfile

import pytest

os.environ["MPLBACKEND"] = "Agg"
os.environ["VFNB_HEADLESS"] = "1"


def pytest_configure(config):
    "One folder for the phantoms that tests only read; the processes of xdist inherit its name."
    from vfnb.run.runs import import_nbformat

    import_nbformat()  # before a test module imports it with the grammars
    if not hasattr(config, "workerinput"):
        os.environ["VFNB_TEST_PHANTOMS"] = tempfile.mkdtemp(prefix="vfnb-phantoms-")


def pytest_unconfigure(config):
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop("VFNB_TEST_PHANTOMS"), ignore_errors=True)


def pytest_collection_finish(session):
    "What is imported by now stays until the end: garbage collections need not search it."
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True, scope="session")
def phantoms_are_made_once():
    from vfnb.run.testing import share_phantoms

    share_phantoms(os.environ["VFNB_TEST_PHANTOMS"])


@pytest.fixture(autouse=True, scope="session")
def data_folder():
    "Phantoms, patches and runs of tests go to a folder that is removed at the end."
    with tempfile.TemporaryDirectory(prefix="vfnb-tests-") as folder:
        old = os.environ.get("VFNB_DATA")
        os.environ["VFNB_DATA"] = folder
        yield folder
        os.environ.pop("VFNB_DATA") if old is None else os.environ.update(VFNB_DATA=old)


@pytest.fixture(autouse=True, scope="session")
def nothing_is_forced_to_the_disk():
    "Tests end processes, and not the power, so that no file need reach the disk at once."
    forced, os.fsync = os.fsync, lambda fd: None
    yield
    os.fsync = forced
