"""Configuration of the documentation site: `make docs` builds it, nothing is executed."""

import html
import inspect
import os
import re
import warnings
from pathlib import Path

os.environ.setdefault("TQDM_DISABLE", "1")
warnings.filterwarnings("ignore")

from sphinx.util import logging  # noqa: E402

import vfnb  # noqa: E402

logger = logging.getLogger(__name__)

project = "vfnb"
author = "The vfnb authors"
copyright = "2026 onwards, The vfnb authors"
release = version = vfnb.__version__
language = "en"

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx_design",
]
exclude_patterns = ["_build", "notebooks/results", "notebooks/examples"]

# notebooks are shown as they are stored
nb_execution_mode = "off"
nb_merge_streams = True
myst_enable_extensions = ["dollarmath", "deflist", "colon_fence", "attrs_block"]
myst_heading_anchors = 3
suppress_warnings = [
    "myst.header",  # a notebook may begin a part below its second level
    "mystnb.unknown_mime_type",  # a viewer that needs a kernel: its still image is shown
    "misc.highlighting_failure",
]

# names and docstrings
default_role = "code"
autodoc_member_order = "bysource"
autodoc_typehints = "none"
autodoc_preserve_defaults = True
napoleon_google_docstring = False
napoleon_use_rtype = False
napoleon_preprocess_types = False
add_module_names = False
python_maximum_signature_line_length = 90

html_theme = "pydata_sphinx_theme"
html_title = "vfnb"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = html_show_sourcelink = False
html_show_sphinx = False
html_show_search_summary = False  # a browser does not read other pages of a folder
toc_object_entries = False
html_sidebars = {
    "index": [],
    "results": [],
    "changelog": [],
    "contributing": [],
    "glossary": [],
    "faq": [],
}
html_theme_options = {
    "navbar_start": ["navbar-logo"],
    "navbar_center": ["navbar-nav"],
    "navbar_end": ["theme-switcher"],
    "header_links_before_dropdown": 6,
    "show_nav_level": 1,
    "navigation_depth": 2,
    "collapse_navigation": True,
    "show_prev_next": True,
    "secondary_sidebar_items": ["page-toc"],
    "footer_start": ["copyright"],
    "footer_end": [],
    "pygments_light_style": "tango",
    "pygments_dark_style": "monokai",
    "logo": {"text": "vfnb"},
}


def _render_math(tex, block):
    "A formula as MathML, which browsers draw without a script."
    from docutils.utils.math import MathError, latex2mathml

    try:
        return latex2mathml.tex2mathml(tex.replace(r"\dots", r"\ldots"), as_block=block)
    except MathError as e:
        logger.warning("a formula that cannot be drawn: %s (%s)", tex, e)
        return f"<code>{html.escape(tex)}</code>"


def visit_math(self, node):
    from docutils import nodes

    self.body.append(_render_math(node.astext(), False))
    raise nodes.SkipNode


def visit_displaymath(self, node):
    from docutils import nodes

    self.body.append(f'<div class="math">{_render_math(node.astext(), True)}</div>\n')
    raise nodes.SkipNode


def _escape_docstring(app, what, name, obj, options, lines):
    "Docstrings are plain text with `code`: what reStructuredText would take for markup is escaped."
    for i, line in enumerate(lines):
        parts = re.split(r"(``.*?``|`[^`]*`)", line)
        for k in range(0, len(parts), 2):
            if not parts[k].lstrip().startswith((":", "..")):
                parts[k] = re.sub(r"(?<!\\)([*|])", r"\\\1", parts[k])
                parts[k] = re.sub(r"(\w)_(?=\W|$)", r"\1\\_", parts[k])
        lines[i] = "".join(parts)


def _skip_inherited(app, what, name, obj, skip, options):
    "Members of torch and diffusers are documented there; names with an underscore are private."
    module = getattr(obj, "__module__", None)
    if inspect.isroutine(obj) and module and not module.startswith("vfnb"):
        return True
    return None


def setup(app):
    app.add_html_math_renderer("mathml", (visit_math, None), (visit_displaymath, None))
    app.connect("autodoc-process-docstring", _escape_docstring, priority=100)
    app.connect("autodoc-skip-member", _skip_inherited)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


html_math_renderer = "mathml"
templates_path = [d for d in ["_templates"] if (Path(__file__).parent / d).is_dir()]
