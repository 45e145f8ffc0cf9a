// Compiles Python's files for the Python of a site, with that Python: node compile.mjs PYODIDE FOLDER [FILE…]
//
// In FOLDER each .py is replaced by a .pyc with empty docstrings: smaller, and the browser compiles nothing.
// Every line number becomes the first line of its function, even in files that were compiled already.
// Those FILES stay unchanged. Prints the names of the modules that Python needs before it can unpack an archive.

import { pathToFileURL } from "node:url";

const [pyodide, folder, ...sources] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`));
const python = await loadPyodide({ indexURL: pyodide });
// Prints what Python has imported by itself and to unpack an archive, because that must be there from the start.
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
import ast, importlib.util, marshal, pathlib, types

WITH_DOCSTRING = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
SAME_LINE = 0x80 | 13 << 3  # of so many instructions, less one, at most eight: Objects/locations.md of CPython
HEADER = importlib.util.MAGIC_NUMBER + bytes(12)

def compiled(source, name):
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, WITH_DOCSTRING) and ast.get_docstring(node, clean=False) is not None:
            node.body[0].value.value = ""  # not none: some of them are added to
    return compile(tree, name, "exec", dont_inherit=True)

def without_lines(code):
    inner = tuple(without_lines(each) if isinstance(each, types.CodeType) else each for each in code.co_consts)
    whole, rest = divmod(len(code.co_code) // 2, 8)
    first_line = bytes([SAME_LINE | 7, 0]) * whole + (bytes([SAME_LINE | rest - 1, 0]) if rest else b"")
    return code.replace(co_linetable=first_line, co_consts=inner)

for path in [*pathlib.Path("/folder").rglob("*.py"), *pathlib.Path("/folder").rglob("*.pyc")]:
    name = str(path.relative_to("/folder"))
    if name in sources:
        continue
    contents = path.read_bytes()
    code = compiled(contents, name) if path.suffix == ".py" else marshal.loads(contents[len(HEADER):])
    path.unlink()
    path.with_suffix(".pyc").write_bytes(HEADER + marshal.dumps(without_lines(code)))
`);
console.log(first);
