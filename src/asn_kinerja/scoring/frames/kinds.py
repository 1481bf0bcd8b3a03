"""The kinds of frames: what comes in goes out as its own kind.

Polars (eager, lazy), DuckDB and PySpark are computed where they are; pandas and pyarrow frames
travel to polars through Arrow, only the columns that a policy reads.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from math import nan
from typing import Any

import attrs
import narwhals.stable.v2 as nw

from asn_kinerja._extras import require
from asn_kinerja.errors import InvalidInput, Problem

__all__ = ["Source", "attach", "give_back", "open_frame", "schema_of"]

_ONE_KIND = "int, float, text, bool, date"
EAGER = frozenset({"polars", "pandas", "pyarrow"})


@attrs.frozen(kw_only=True)
class Source:
    """A frame of the caller.

    Args:
        native: The frame.
        kind: ``polars``, ``lazy``, ``pandas``, ``pyarrow``, ``duckdb`` or ``pyspark``.
        columns: Its columns, in order.
    """

    native: Any
    kind: str
    columns: tuple[str, ...]

    @property
    def eager(self) -> bool:
        """Whether its rows are there."""
        return self.kind in EAGER

    def rows(self, names: Iterable[str]) -> Any:  # noqa: ANN401 - polars is optional
        """Give some columns of an eager frame as a polars frame.

        Args:
            names: Columns; those that the frame lacks are left out.

        Returns:
            A polars `DataFrame`.

        Raises:
            InvalidInput: If columns hold what no column type can hold.
        """
        kept = [name for name in dict.fromkeys(names) if name in self.columns]
        pl = require("polars", extra="frames", feature="evaluate_frame")
        if self.kind == "polars":  # `select` would copy a frame of many chunks
            columns = [self.native.get_column(name) for name in kept]
            return pl.DataFrame(columns) if kept else pl.DataFrame(height=self.native.height)
        if self.kind == "pyarrow":
            return _from_arrow(self.native.select(kept))
        pa = require("pyarrow", extra="frames", feature="evaluate_frame")
        arrays: dict[str, Any] = {}
        problems = []
        for name in kept:
            series = self.native[name]
            try:
                arrays[name] = (
                    pa.array(
                        series.array,
                        from_pandas=series.dtype.kind == "f"
                        and series.dtype.type.__module__ == "numpy",
                    )
                    if series.dtype != object
                    else _of_objects(series, pa)
                )
            except (TypeError, pa.ArrowInvalid, pa.ArrowNotImplementedError):
                problems.append(Problem("column_kind", name, value="mixed values", cure=_ONE_KIND))
        refusal = InvalidInput.of(problems)
        if refusal is not None:
            raise refusal
        return _from_arrow(pa.table(arrays)) if arrays else pl.DataFrame(height=len(self.native))

    def lazy(self, names: Iterable[str]) -> nw.LazyFrame[Any]:
        """Give the frame to be computed: all of a lazy one, some columns of an eager one."""
        native = self.rows(names).lazy() if self.eager else self.native
        if self.kind == "duckdb" and "*" in self.columns:
            native = _renamed(native, "*", _star(self.columns))
        return nw.from_native(native)  # type: ignore[no-any-return] # frames of optional libraries have no type here


def give_back(source: Source, computed: nw.LazyFrame[Any]) -> Any:  # noqa: ANN401 - one of many kinds
    """Give a computed frame back as its own kind, its columns called as they came."""
    native = nw.to_native(computed)
    if source.kind == "duckdb" and "*" in source.columns:
        return _renamed(native, _star(source.columns), "*")
    return native


def _star(columns: Iterable[str]) -> str:
    """Name a column `*` of DuckDB while it is computed, since there `*` is all columns."""
    taken, name = {column.lower() for column in columns}, "asn_star"
    while name in taken:
        name += "_"
    return name


def _renamed(relation: Any, name: str, new: str) -> Any:  # noqa: ANN401 - duckdb is optional
    quoted = {column: '"' + column.replace('"', '""') + '"' for column in relation.columns}
    quoted[name] += f' AS "{new}"'
    return relation.project(", ".join(quoted.values()))


def _from_arrow(table: Any) -> Any:  # noqa: ANN401 - pyarrow is optional
    """Take an Arrow table; columns of types that polars does not know are problems."""
    pl = require("polars", extra="frames", feature="evaluate_frame")
    pa = require("pyarrow", extra="frames", feature="evaluate_frame")

    def fits(field: Any) -> bool:  # noqa: ANN401 - as above
        try:
            pl.from_arrow(table.select([field.name]).slice(0, 1))
        except pl.exceptions.PolarsError:
            return False
        return True

    # 256 bits would end the thread of polars
    strange = [field for field in table.schema if pa.types.is_decimal256(field.type)]
    if not strange:
        try:
            return pl.from_arrow(table)
        except pl.exceptions.PolarsError:
            strange = [field for field in table.schema if not fits(field)]
            if not strange:
                raise
    raise InvalidInput(
        *(Problem("column_kind", one.name, value=one.type, cure=_ONE_KIND) for one in strange)
    )


def _of_objects(series: Any, pa: Any) -> Any:  # noqa: ANN401 - pandas is optional
    """Make an Arrow array; with a NaN or infinite `Decimal`, which Arrow drops, of floats."""
    if not any(isinstance(value, Decimal) and not value.is_finite() for value in series):
        return pa.array(series, from_pandas=True)
    floats = []
    others = series.map(lambda value: 0 if isinstance(value, Decimal) else value)
    for value, absent in zip(series, others.isna(), strict=True):
        if isinstance(value, bool):
            raise pa.ArrowInvalid(series.name)
        if not isinstance(value, Decimal):
            floats.append(None if absent else value)
            continue
        floats.append(nan if value.is_nan() else float(value))
        if value.is_finite() and Decimal(repr(floats[-1])) != value:
            raise pa.ArrowInvalid(series.name)
    return pa.array(floats, pa.float64())


def open_frame(frame: Any, place: str = "frame") -> Source:  # noqa: ANN401 - one of many kinds
    """Find out what kind a frame is.

    Args:
        frame: A frame.
        place: What it is called in a message.

    Returns:
        The frame with its kind.

    Raises:
        InvalidInput: If it is no frame that can be computed.
    """
    module = type(frame).__module__.partition(".")[0]
    name = type(frame).__name__
    known = {
        ("polars", "DataFrame"): "polars",
        ("polars", "LazyFrame"): "lazy",
        ("pandas", "DataFrame"): "pandas",
        ("pyarrow", "Table"): "pyarrow",
    }
    kind = known.get((module, name), "")
    if not kind and module in {"duckdb", "_duckdb"} and name == "DuckDBPyRelation":
        kind = "duckdb"
    if not kind and module == "pyspark" and name == "DataFrame":
        kind = "pyspark"
    if not kind:
        cure = "polars, pandas, pyarrow, DuckDB, PySpark"
        value = name if module == "builtins" else f"{module}.{name}"
        raise InvalidInput(Problem("frame_kind", place, value=value, cure=cure))
    columns = _columns(frame, kind)
    twice = sorted({str(column) for column in columns if columns.count(column) > 1})
    if twice:
        raise InvalidInput(
            *(Problem("column_twice", f"{place}.{column}", value=column) for column in twice)
        )
    return Source(native=frame, kind=kind, columns=columns)


def _columns(frame: Any, kind: str) -> tuple[str, ...]:  # noqa: ANN401 - one of many kinds
    if kind == "lazy":
        return tuple(frame.collect_schema().names())
    if kind == "pyarrow":
        return tuple(frame.column_names)
    return tuple(frame.columns)


def schema_of(frame: nw.DataFrame[Any] | nw.LazyFrame[Any]) -> dict[str, nw.dtypes.DType]:
    """Give the types of columns; `Unknown` is left for columns that hold nothing but nulls.

    Args:
        frame: A frame of polars, DuckDB or PySpark.

    Returns:
        Types by name; one that narwhals does not know is an `Object`.
    """
    schema = dict(frame.collect_schema())
    unknown = [name for name, dtype in schema.items() if isinstance(dtype, nw.Unknown)]
    if unknown:
        native = nw.to_native(frame)
        kinds = dict(zip(schema, _native_types(native), strict=True))
        for name in unknown:
            if kinds[name].strip('"').lower() not in {"null", "void"}:
                schema[name] = nw.Object()
    return schema


def _native_types(native: Any) -> list[str]:  # noqa: ANN401 - one of many kinds
    if hasattr(native, "collect_schema"):
        return [str(dtype) for dtype in native.collect_schema().dtypes()]
    if hasattr(native, "dtypes") and native.dtypes and isinstance(native.dtypes[0], tuple):
        return [kind for _, kind in native.dtypes]
    return [str(kind) for kind in native.types]


def attach(source: Source, results: Any) -> Any:  # noqa: ANN401 - one of many kinds
    """Add results to an eager frame.

    Args:
        source: The frame.
        results: A polars frame with the results, in the same order of rows.

    Returns:
        A new frame of the same kind.
    """
    if source.kind == "polars":
        return source.native.with_columns(results.get_columns())
    if source.kind == "pyarrow":
        return _to_arrow(source.native, results)
    return _to_pandas(source.native, results)


def _to_arrow(table: Any, results: Any) -> Any:  # noqa: ANN401 - pyarrow is optional
    pa = require("pyarrow", extra="frames", feature="evaluate_frame")
    made = results.to_arrow()
    for name in made.column_names:
        column = made.column(name)
        if pa.types.is_large_string(column.type) or pa.types.is_string_view(column.type):
            column = column.cast(pa.string())
        if name in table.column_names:
            table = table.set_column(table.column_names.index(name), name, column)
        else:
            table = table.append_column(name, column)
    return table


def _to_pandas(frame: Any, results: Any) -> Any:  # noqa: ANN401 - pandas is optional
    family = _family(frame.dtypes.to_dict())
    pd = require("pandas", extra="frames", feature="evaluate_frame")
    made = frame.copy(deep=False)
    for series in results.get_columns():
        if family == "arrow":
            column = series.to_pandas(use_pyarrow_extension_array=True)
        else:
            column = series.to_pandas()
        values = column.array
        if family == "nullable":
            values = pd.array(values, dtype=_NULLABLE.get(str(series.dtype), values.dtype))
        made[series.name] = values
    return made


_NULLABLE = {
    "Float64": "Float64",
    "Int64": "Int64",
    "Int8": "Int8",
    "Boolean": "boolean",
    "String": "string",
}


def _family(dtypes: Mapping[str, Any]) -> str:
    """Tell Arrow, nullable and numpy columns apart; the results follow the columns that came."""
    names = {type(dtype).__name__ for dtype in dtypes.values()}
    if "ArrowDtype" in names:
        return "arrow"
    nullable = {"BooleanDtype"} | {
        f"{kind}{size}Dtype" for kind in ("Int", "UInt", "Float") for size in (8, 16, 32, 64)
    }
    return "nullable" if names & nullable else "numpy"
