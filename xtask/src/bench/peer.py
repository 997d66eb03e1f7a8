"""Sets the same paper with the typst package: `peer.py FOLDER [RUNS]`.

FOLDER holds the templates and data.json. Sets the paper once and, with RUNS,
so many times more, its texts changed each time; prints the seconds of these as
a JSON list.
"""

import json
import pathlib
import sys
import time

import typst

folder, runs = pathlib.Path(sys.argv[1]), int((sys.argv[2:] or ["0"])[0])
data = json.loads((folder / "data.json").read_text(encoding="utf-8"))


def changed(value, mark):
    """The data with a mark after every piece of Japanese text."""
    if isinstance(value, dict):
        return {key: changed(inner, mark) for key, inner in value.items()}
    if isinstance(value, list):
        return [changed(inner, mark) for inner in value]
    if isinstance(value, str) and len(value) > 3 and not value.isascii():
        return value + mark
    return value


def compile_once(compiler):
    pdf = compiler.compile(format="pdf", pdf_standards=["a-2a", "ua-1"])
    assert pdf.startswith(b"%PDF")


# No other fonts than Azukari's own where they can be named: looking through all
# of a system's would count against the peer.
fonts = [str(font) for font in pathlib.Path("/usr/share/fonts/truetype").glob("bizud-*")]
compiler = typst.Compiler(
    str(folder / "packet.typ"), root=str(folder), font_paths=fonts, ignore_system_fonts=bool(fonts)
)
compile_once(compiler)

warm = []
for run in range(runs):
    text = json.dumps(changed(data, f"（{run}回目）"), ensure_ascii=False)
    (folder / "data.json").write_text(text, encoding="utf-8")
    start = time.perf_counter()
    compile_once(compiler)
    warm.append(time.perf_counter() - start)
print(json.dumps(warm))
