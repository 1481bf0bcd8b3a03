"""Building the explanation of a case: only the way that was taken, each step with its value.

Steps are built when somebody looks at them, from what each node was, and named when somebody reads.
"""

from asn_kinerja.scoring.closures import Trace, Values
from asn_kinerja.scoring.explain_names import Namer
from asn_kinerja.scoring.explain_steps import Way
from asn_kinerja.scoring.explanation import Explanation
from asn_kinerja.scoring.inputs import Kind
from asn_kinerja.scoring.program import Program
from asn_kinerja.scoring.scales import rounded_scale

__all__ = ["explain"]


def explain(program: Program, values: Values | None, *, trace: Trace = ()) -> Explanation:
    """Explain a case.

    Args:
        program: The compiled policy.
        values: Exact values of the inputs; `None` where they are in the trace.
        trace: What each node was, where it was kept.

    Returns:
        The tree: the policy with its main output first, then the other outputs.
    """
    policy = program.policy
    outputs = sorted(policy.outputs, key=lambda output: not output.main)
    namer = Namer(policy)
    way = Way(program, values, trace=trace, explain=explain, name=namer)
    namer.roots = tuple(way.step(output.node) for output in outputs)
    parts = tuple(
        Explanation(
            kind="output",
            title=output.title,
            value=step.value,
            scale=rounded_scale(output.node) if output.kind is Kind.NUMBER else None,
            parts=(step,),
        )
        for output, step in zip(outputs, namer.roots, strict=True)
    )
    return Explanation(
        kind="policy",
        title=policy.title,
        value=parts[0].value,
        scale=parts[0].scale,
        citation=policy.regulation.citation,
        parts=parts,
    )
