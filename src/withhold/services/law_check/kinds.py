"""What answers each kind of law case: a table of kinds, one function each.

A function takes a typed case, builds objects of the product from it, asks one service and hands
back its answer under the keys of the kind's vocabulary (`data/<kind>.yaml`). A kind that has a
vocabulary with `lacks` is not answered yet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from withhold.services.law_check.access_kind import answer_access
from withhold.services.law_check.chain_kind import answer_chain
from withhold.services.law_check.evidence_kind import answer_evidence
from withhold.services.law_check.order_kind import answer_order
from withhold.services.law_check.scope_kind import answer_scope
from withhold.services.law_check.single_kinds import answer_clock, answer_identifier
from withhold.services.law_check.transition_kind import answer_transition

if TYPE_CHECKING:
    from withhold.services.law_check.reading import LawCase

Answer = Mapping[str, Any]


def answer(case: LawCase) -> Answer:
    """The answer of the product to a case.

    Raises:
        UnknownKey: a clock, event or type that does not exist.
    """
    return _KINDS[case.kind](case)


#: Kind -> what answers it; a new kind adds its line here.
_KINDS: dict[str, Callable[[LawCase], Answer]] = {
    "access": answer_access,
    "chain": answer_chain,
    "clock": answer_clock,
    "evidence": answer_evidence,
    "identifier": answer_identifier,
    "order": answer_order,
    "scope": answer_scope,
    "transition": answer_transition,
}
