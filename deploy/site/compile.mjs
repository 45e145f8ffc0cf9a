// Compiles Python's files for the Python of a site, with that Python: node compile.mjs PYODIDE FOLDER [FILE…]
//
// In FOLDER each .py becomes a .pyc with empty docstrings, in its place: smaller, and nothing is compiled in the browser.
// Those FILES stay as they are. Prints the names of the modules that Python needs before it can unpack an archive.

import { pathToFileURL } from "node:url";

const [pyodide, folder, ...sources] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`));
const python = await loadPyodide({ indexURL: pyodide });
// What it has imported by itself, and to unpack an archive, is told: it has to be there from the first.
const first = python.runPython(`
import io, json, shutil, sys, tarfile

with open("/empty.tar.gz", "wb") as file, tarfile.open(fileobj=file, mode="w:gz"):
    pass
shutil.unpack_archive("/empty.tar.gz", "/empty")
json.dumps(sorted({name.partition(".")[0] for name in sys.modules}))
`);
python.FS.mkdir("/folder");
python.FS.mount(python.FS.filesystems.NODEFS, { root: folder }, "/folder");
python.globals.set("sources", python.toPy(sources));
python.runPython(`
import ast, importlib.util, marshal, pathlib

WITH_DOCSTRING = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef

def compiled(source, name):
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, WITH_DOCSTRING) and ast.get_docstring(node, clean=False) is not None:
            node.body[0].value.value = ""  # not none: some of them are added to
    return compile(tree, name, "exec", dont_inherit=True)

for path in pathlib.Path("/folder").rglob("*.py"):
    name = str(path.relative_to("/folder"))
    if name in sources:
        continue
    path.with_suffix(".pyc").write_bytes(importlib.util.MAGIC_NUMBER + bytes(12) + marshal.dumps(compiled(path.read_bytes(), name)))
    path.unlink()
`);
console.log(first);
