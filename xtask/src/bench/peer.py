"""Sets the same paper with the typst package: `peer.py FOLDER RUNS`.

FOLDER holds the templates and data.json. Prints one JSON line: "process", the
seconds of the first document, the imports included, and "warm", the seconds of
each further one, its texts changed.
"""

import time

began = time.perf_counter()

import json
import pathlib
import sys

import typst

folder, runs = pathlib.Path(sys.argv[1]), int(sys.argv[2])
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


compiler = typst.Compiler(str(folder / "packet.typ"), root=str(folder))
compile_once(compiler)
process = time.perf_counter() - began

warm = []
for run in range(runs):
    text = json.dumps(changed(data, f"（{run}回目）"), ensure_ascii=False)
    (folder / "data.json").write_text(text, encoding="utf-8")
    start = time.perf_counter()
    compile_once(compiler)
    warm.append(time.perf_counter() - start)
print(json.dumps({"process": process, "warm": warm}))
