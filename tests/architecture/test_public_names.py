"""The public names with their signatures, as a list that a change must change too.

After a wanted change write the list anew: `python tests/architecture/test_public_names.py`.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
SNAPSHOT = Path(__file__).with_name("public_names.txt")


def _signature(function: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    gives = f" -> {ast.unparse(function.returns)}" if function.returns else ""
    return f"({ast.unparse(function.args)}){gives}"


def _describe(node: ast.stmt, name: str) -> Iterator[str]:
    """Write a line for a name, and one for each public member of a class."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            yield name + _signature(node)
        case ast.ClassDef(bases=bases):
            yield f"{name}({', '.join(ast.unparse(base) for base in bases)})".replace("()", "")
            for member in node.body:
                match member:
                    case ast.FunctionDef(name=inner) if not inner.startswith("_"):
                        yield f"{name}.{inner}{_signature(member)}"
                    case ast.FunctionDef(name="__init__"):
                        yield f"{name}.__init__{_signature(member)}"
                    case ast.AnnAssign(target=ast.Name(id=inner)) if not inner.startswith("_"):
                        yield f"{name}.{inner}: {ast.unparse(member.annotation)}"
                    case ast.Assign(targets=[ast.Name(id=inner)]) if not inner.startswith("_"):
                        yield f"{name}.{inner} = {ast.unparse(member.value)}"
        case _:
            yield name


def _names(tree: ast.Module) -> Iterator[str]:
    named = {}
    listed: list[str] = []
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id="__all__")]):
                listed = ast.literal_eval(node.value)
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                named[name] = node
    for name in listed:
        yield from _describe(named.get(name, ast.Pass()), name)


def public_names() -> str:
    """List the public names of every public module, from the source."""
    lines = []
    source = ROOT / "src"
    for path in sorted((source / "asn_kinerja").rglob("*.py")):
        parts = path.relative_to(source).with_suffix("").parts
        parts = parts[:-1] if parts[-1] == "__init__" else parts
        if any(part.startswith("_") for part in parts):
            continue
        names = list(_names(ast.parse(path.read_text(encoding="utf-8"))))
        if names:
            lines += [f"[{'.'.join(parts)}]", *names, ""]
    return "\n".join(lines)


def test_public_names_are_those_agreed():
    """No public name comes, goes or changes its signature unseen."""
    agreed = SNAPSHOT.read_text(encoding="utf-8")
    now = public_names()
    gone = set(agreed.splitlines()) - set(now.splitlines())
    new = set(now.splitlines()) - set(agreed.splitlines())
    assert (sorted(gone), sorted(new)) == ([], []), "see the head of this file"
    assert now == agreed


if __name__ == "__main__":
    SNAPSHOT.write_text(public_names(), encoding="utf-8")
