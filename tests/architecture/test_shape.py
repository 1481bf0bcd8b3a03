"""The shape of the source: sizes, names, what a package says about itself."""

import ast
import re
from collections.abc import Iterator

FORBIDDEN_NAMES = {"utils", "helpers", "common", "core", "base", "misc", "manager", "tools"}
FORBIDDEN_ARGUMENTS = {"data", "obj", "kwargs"}
# Reached through `Policy`, `read_workbook` and the commands; nobody else calls their functions.
INNER = (
    "asn_kinerja.cli",
    "asn_kinerja.converters.workbook",
    "asn_kinerja.scoring.files",
    "asn_kinerja.scoring.formula",
    "asn_kinerja.scoring.frames",
)
# The honest list of what breaks the calling rule; it may only get shorter.
KNOWN = {
    "keys",
    "open_payload",
    "require_interval",
    "require_unique",
    "require_within",
}
FILE_LIMIT = 600
FUNCTION_LIMIT = 80
Function = ast.FunctionDef | ast.AsyncFunctionDef


def _functions(tree: ast.AST) -> Iterator[Function]:
    for node in ast.walk(tree):
        if isinstance(node, Function):
            yield node


def _arguments(function: Function) -> Iterator[ast.arg]:
    found = function.args
    yield from (*found.posonlyargs, *found.args, *found.kwonlyargs)
    yield from (extra for extra in (found.vararg, found.kwarg) if extra)


def _public(tree: ast.Module) -> Iterator[tuple[Function, bool]]:
    """Give public functions and public methods of public classes; the flag marks a method."""
    for node in tree.body:
        if isinstance(node, Function) and not node.name.startswith("_"):
            yield node, False
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            for inner in node.body:
                if isinstance(inner, Function) and not inner.name.startswith("_"):
                    yield inner, True


def test_no_file_is_too_long(modules):
    """A file stays under 600 lines; 400 is the aim."""
    long = [(m.at(1), n) for m in modules if (n := m.text.count("\n")) > FILE_LIMIT]
    assert not long


def test_no_function_is_too_long(modules):
    """A function stays under 80 lines; 50 is the aim."""
    long = [
        (module.at(function.lineno), function.name, length)
        for module in modules
        for function in _functions(module.tree)
        if (length := (function.end_lineno or 0) - function.lineno + 1) > FUNCTION_LIMIT
    ]
    assert not long


def test_a_module_is_named_for_what_it_holds(modules):
    """No module is called utils, helpers, common, core, base, misc, manager or tools."""
    assert not [m.name for m in modules if FORBIDDEN_NAMES & {p.strip("_") for p in m.parts}]


def test_a_package_says_what_it_is(modules, pyproject):
    """A package opens with what it holds, its layer, what it may import and where to go next."""
    contracts = pyproject["tool"]["importlinter"]["contracts"]
    rows = next(c for c in contracts if c["id"] == "layers")["layers"]
    layer = {
        name.strip("() "): number
        for number, row in enumerate(reversed(rows))
        for name in row.split("|")
    }
    wrong = []
    for module in (m for m in modules if m.is_package):
        said = ast.get_docstring(module.tree) or ""
        wanted = ["May import", "Next:"]
        if module.parts:
            wanted.append(f"Layer {layer[module.parts[0]]}")
        lines = [line for line in said.splitlines() if line.strip()]
        missing = [words for words in wanted if words not in said]
        if len(lines) < 4 or missing:
            wrong.append((module.at(1), f"{len(lines)} lines", missing))
    assert not wrong


def test_a_public_module_lists_its_names(modules):
    """Every public module has an `__all__` of names that it defines; ruff keeps it sorted."""
    wrong = []
    for module in (m for m in modules if m.is_public):
        body = [n for n in module.tree.body if not isinstance(n, ast.Expr)]
        if not body:
            continue
        names = [_listed(node) for node in body if _is_all(node)]
        if not names:
            wrong.append((module.at(1), "no __all__"))
            continue
        absent = set(names[0]) - _defined(module.tree)
        if absent or len(set(names[0])) != len(names[0]):
            wrong.append((module.at(1), sorted(absent)))
    assert not wrong


def _is_all(node: ast.stmt) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return any(isinstance(target, ast.Name) and target.id == "__all__" for target in targets)


def _listed(node: ast.stmt) -> list[str]:
    value = node.value
    return [item.value for item in value.elts]


def _defined(tree: ast.Module) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, Function | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found.update((alias.asname or alias.name) for alias in node.names)
    return found


def test_arguments_have_telling_names(modules):
    """No argument is called data, obj or kwargs."""
    vague = [
        (module.at(argument.lineno), argument.arg)
        for module in modules
        for function in _functions(module.tree)
        for argument in _arguments(function)
        if argument.arg in FORBIDDEN_ARGUMENTS
    ]
    assert not vague


def test_public_functions_take_two_positional_arguments_at_most(modules):
    """From the third argument on, a public function is called by keyword."""
    many = []
    for module in (m for m in modules if m.is_public and not m.name.startswith(INNER)):
        for function, is_method in _public(module.tree):
            static = any(
                isinstance(d, ast.Name) and d.id == "staticmethod" for d in function.decorator_list
            )
            count = len(function.args.posonlyargs) + len(function.args.args)
            if count - (is_method and not static) > 2 and not function.name.startswith("test_"):
                many.append((module.at(function.lineno), function.name))
    assert not [found for found in many if found[1] not in KNOWN]
    assert {name for _, name in many} >= KNOWN, "one less: shorten the list"


def test_annotations_are_real(modules):
    """Records are built from run-time annotations, so no module makes strings of them."""
    late = [
        module.name
        for module in modules
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and node.module == "__future__"
    ]
    assert not late


def test_only_numbers_rounds(modules):
    """No module but `scoring/numbers.py` rounds."""
    rounding = [
        module.at(node.lineno)
        for module in modules
        if module.name != "asn_kinerja.scoring.numbers"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and _called(node) in {"round", "quantize"}
    ]
    assert not rounding


def test_time_and_chance_are_passed_in(modules):
    """Nothing below the composition root reads a clock or draws a random number."""
    clock = re.compile(r"\b(?:datetime|date)\.(?:now|today|utcnow)$|^time\.[a-z_]*time(?:_ns)?$")
    asked = []
    for module in modules:
        if module.parts and module.parts[0] in {"cli", "lab", "testing"}:
            continue
        for node in ast.walk(module.tree):
            reads = isinstance(node, ast.Call) and clock.search(ast.unparse(node.func))
            draws = isinstance(node, ast.Import) and any(
                alias.name in {"random", "secrets"} for alias in node.names
            )
            if reads or draws:
                asked.append(module.at(node.lineno))
    assert not asked


def _called(node: ast.Call) -> str:
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def test_tests_state_facts(root):
    """Every test says in its docstring what it holds to be true."""
    silent = []
    for path in sorted((root / "tests").rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        silent += [
            f"{path.relative_to(root)}:{function.lineno}"
            for function in _functions(tree)
            if function.name.startswith("test_") and not ast.get_docstring(function)
        ]
    assert not silent
