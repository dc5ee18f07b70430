"""The named predicates of the table of transitions: true or false for a case, a day and an act.

A predicate that guards an act of the importer is true where the fact it needs is not known: it
refuses only what is known to be wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from withhold.cases.clock_picture import deemed_exclusion_binds, export_day
from withhold.cases.moment import Moment
from withhold.cases.proof import proof_days, proof_is_whole, signers_are_foreign
from withhold.law import protest_filers
from withhold.law.calendar import with_closed

Predicate = Callable[[Moment], bool]


def holds(name: str, moment: Moment) -> bool:
    """True where the predicate of that name holds."""
    return PREDICATES[name](moment)


def _admissibility_30_is_over(m: Moment) -> bool:
    """Day 30 has passed (GEN-11); a protest may come from the first day it is not premature."""
    found = m.clock("admissibility_30")
    if found is None or found.nominal is None:
        return False
    filing = m.coming == "protest_filed" and found.earliest_protest is not None
    return m.day > found.nominal or (filing and m.day >= (found.earliest_protest or m.day))


def _protest_30_is_reached(m: Moment) -> bool:
    """The 30th day after filing has come (CLK-43)."""
    found = m.clock("protest_30")
    return found is not None and found.nominal is not None and m.day >= found.nominal


def _extended_end(m: Moment, name: str) -> date | None:
    """The last day that can be argued for an act, extensions granted in writing added."""
    found = m.clock(name)
    if found is None or found.nominal is None:
        return None
    end = found.latest_arguable or found.nominal
    days = sum(int(d) for d in m.fact("extensions_days") or ())
    if not days:
        days = int(m.now.config["wro_proof.extension_days"] or 0) if name == "wro_proof" else 0
    extra = with_closed(m.now.config["calendar.extra_closures"])
    return max(end, extra.next_business_day(found.nominal + timedelta(days=days)))


def _is_within(m: Moment, name: str, day: date) -> bool:
    """True where a day is within a clock of the importer, or the clock is not known."""
    end = _extended_end(m, name)
    return end is None or day <= end


def _proof_is_in_time(m: Moment) -> bool:
    """CLK-10, EVD-03: every document by the end of the three months; UFLPA: before exclusion."""
    days = (m.day, *proof_days(m.fact("certificates"), m.fact("consignee_statement")))
    return m.now.track == "U" or all(_is_within(m, "wro_proof", day) for day in days)


def _signers_are_foreign(m: Moment) -> bool:
    """EVD-01: a certificate is signed by the foreign seller or owner."""
    return m.now.track == "U" or signers_are_foreign(m.fact("certificates"))


def _proof_is_whole(m: Moment) -> bool:
    """EVD-03: certificates and statement, both."""
    return m.now.track == "U" or proof_is_whole(
        m.fact("certificates"), m.fact("consignee_statement")
    )


def _proof_is_timely(m: Moment) -> bool:
    """The proof specified, in time."""
    return _proof_is_in_time(m) and _signers_are_foreign(m) and _proof_is_whole(m)


def _proof_is_overdue(m: Moment) -> bool:
    """CLK-12: the time for proof is over and no timely proof is known."""
    if m.clock("wro_proof") is None or _is_within(m, "wro_proof", m.day):
        return False
    if m.fact("certificates") is None and m.fact("consignee_statement") is None:
        filed = m.day_of("proof_submitted_on")
        known_late = filed is not None and not _is_within(m, "wro_proof", filed)
        return known_late or (filed is None and m.now.state == "DETAINED")
    days = proof_days(m.fact("certificates"), m.fact("consignee_statement"))
    late = any(not _is_within(m, "wro_proof", day) for day in days)
    return late or not (_proof_is_whole(m) and _signers_are_foreign(m))


def _proof_time_is_open(m: Moment) -> bool:
    """CLK-12: an exclusion before the three months are over, with no finding on the proof."""
    running = m.clock("wro_proof") is not None and _is_within(m, "wro_proof", m.day)
    return m.now.track == "W" and running and m.day_of("proof_insufficient_on") is None


def two_persons(author: object, approver: object) -> bool:
    """ROL-02: two named persons, and not the same."""
    return bool(author) and bool(approver) and author != approver


def _two_persons(m: Moment) -> bool:
    """Silent where the act names nobody."""
    if "author" not in m.act and "approver" not in m.act:
        return True
    return two_persons(m.act.get("author"), m.act.get("approver"))


def _export_is_permitted(m: Moment) -> bool:
    """CLK-14, CLK-37: the permission of CBP is not known to be missing.

    Under a Finding nobody has a right to export: an export tells of the consent of CBP (CLK-21).
    """
    by_switch = m.now.config["finding.export_allowed"] if m.now.track == "F" else ""
    if by_switch == "no":
        return False
    if by_switch == "ask_cbp":
        return not m.coming or bool(m.act.get("permission"))
    return by_switch == "yes" or bool(m.act.get("permission", True))


def _export_day_is_not_over(m: Moment) -> bool:
    """CLK-13, CLK-37: not after the last day to export."""
    last = export_day(m.now)
    by_notice = last is None or m.day <= last
    return by_notice and not (m.now.track == "W" and m.passed("wro_export_60", "latest_candidate"))


def _protest_is_not_early(m: Moment) -> bool:
    """CLK-40: not before the decision; CLK-06: not before the day after a deemed one."""
    found = m.clock("protest_180")
    first = found.earliest_protest if found else None
    return first is None or m.day >= first


def _is_a_separate_protest(m: Moment) -> bool:
    """CLK-49: another category of goods, or another filer; unknown words do not refuse."""
    filer, category = m.act.get("filer"), m.act.get("category")
    return not any(
        (p.filer is None or filer is None or p.filer == filer) and p.category == category
        for p in m.now.protests
    )


def _requests_remain(m: Moment) -> bool:
    """CLK-32: fewer requests than CBP accepts; every request asked or granted counts."""
    granted = len(m.fact("extensions_days") or ())
    asked = sum(s.event == "extension_requested" and not s.refused for s in m.now.path)
    return m.now.track != "U" or max(granted, asked) < int(
        m.now.config["uflpa.extension.max_requests"]
    )


def _request_is_before_due(m: Moment) -> bool:
    """CLK-32: no request once the answer is past due."""
    name = "uflpa_response" if m.now.track == "U" else "wro_proof"
    free = m.now.track == "U" and not m.now.config["uflpa.extension.request_before_due"]
    return free or not m.passed(name, "nominal")


def _total_is_within_cap(m: Moment) -> bool:
    """CLK-32: days are left under the cap counted from the notice."""
    total = int(m.now.config["uflpa.response_days"])
    total += sum(int(d) for d in m.fact("extensions_days") or ())
    return m.now.track != "U" or total < int(m.now.config["uflpa.extension.max_total_days"])


def _demand_is_late(m: Moment) -> bool:
    """CLK-50: after the window; textiles of wrong origin have the longer one."""
    textile = bool(m.fact("textile_origin"))
    return m.passed("redelivery_textile_origin" if textile else "redelivery_30", "nominal")


def _informational_day_is_over(m: Moment) -> bool:
    """CLK-16: day 30 of a WRO detention, shown and not applied."""
    shown = m.now.config["wro.deemed_exclusion_30"] == "informational"
    binds = deemed_exclusion_binds(m.now)
    return shown and not binds and m.passed("admissibility_30", "nominal")


def _between_the_counts(m: Moment) -> bool:
    """GEN-12: over by one reading of closure days, not by the other."""
    over = m.passed("exam_decision", "nominal")
    return over and not m.passed("exam_decision", "latest_candidate")


def _not_false(name: str) -> Predicate:
    """True unless the act says `false`."""
    return lambda m: m.act.get(name) is not False


def _passed(name: str, end: str) -> Predicate:
    """True after an end of a clock."""
    return lambda m: m.passed(name, end)


PREDICATES: dict[str, Predicate] = {
    "always": lambda _: True,
    # what time brings
    "exam_decision_is_over": _passed("exam_decision", "latest_candidate"),
    "admissibility_30_is_over": _admissibility_30_is_over,
    "deemed_exclusion_binds": lambda m: deemed_exclusion_binds(m.now),
    "wro_export_60_is_over": _passed("wro_export_60", "latest_candidate"),
    "protest_30_is_reached": _protest_30_is_reached,
    "cit_180_is_over": _passed("cit_180", "latest_arguable"),
    # acts of the importer
    "proof_is_in_time": _proof_is_in_time,
    "signers_are_foreign": _signers_are_foreign,
    "proof_is_whole": _proof_is_whole,
    "proof_is_timely": _proof_is_timely,
    "two_persons": _two_persons,
    "export_is_permitted": _export_is_permitted,
    "export_day_is_not_over": _export_day_is_not_over,
    "remission_is_on_file": lambda m: (m.day_of("remitted_on") or date.max) <= m.day,
    "protest_is_not_early": _protest_is_not_early,
    "protest_is_in_time": lambda m: not m.passed("protest_180", "latest_arguable"),
    "amendment_is_in_time": lambda m: not m.passed("protest_180", "latest_arguable"),
    "is_a_separate_protest": _is_a_separate_protest,
    "filer_is_entitled": lambda m: m.act.get("filer") in {None, *protest_filers()},
    "summons_is_in_time": lambda m: not m.passed("cit_180", "latest_arguable"),
    "duties_are_paid": _not_false("charges_paid"),
    "in_writing": _not_false("written"),
    "requests_remain": _requests_remain,
    "request_is_before_due": _request_is_before_due,
    "total_is_within_cap": _total_is_within_cap,
    "petition_is_in_time": lambda m: _is_within(m, "seizure_petition", m.day),
    # acts of customs and of courts
    "judgment_is_final": _not_false("final"),
    "no_instrument_remains": lambda m: (
        "instruments_left" in m.act and not m.act["instruments_left"]
    ),
    "same_class_of_goods": _not_false("same_class"),
    "goods_are_not_released": lambda m: (m.day_of("released_on") or date.max) >= m.day,
    # what is told
    "notice_is_late": _passed("detention_notice", "latest_candidate"),
    "proof_is_not_timely": lambda m: not _proof_is_timely(m),
    "proof_is_after_nominal": lambda m: m.now.track != "U" and m.passed("wro_proof", "nominal"),
    "proof_time_is_open": _proof_time_is_open,
    "exclusion_is_not_on_face": lambda m: m.act.get("says_exclusion_on_face") is False,
    "protest_is_after_nominal": _passed("protest_180", "nominal"),
    "summons_is_after_nominal": _passed("cit_180", "nominal"),
    "export_is_after_nominal": lambda m: (
        m.now.track == "W" and m.passed("wro_export_60", "nominal")
    ),
    "petition_is_late": lambda m: not _is_within(m, "seizure_petition", m.day),
    "petition_is_after_nominal": _passed("seizure_petition", "nominal"),
    "demand_is_late": _demand_is_late,
    "detention_was_deemed": lambda m: m.now.mode == "deemed",
    "notice_is_overdue": lambda m: (
        m.day_of("detention_notice_on") is None and m.passed("detention_notice", "latest_candidate")
    ),
    "proof_is_overdue": _proof_is_overdue,
    "informational_day_is_over": _informational_day_is_over,
    "between_the_counts": _between_the_counts,
    "extension_was_granted": lambda m: bool(m.fact("extensions_days")),
    "no_export_day_in_notice": lambda m: export_day(m.now) is None,
    "export_clock_is_suspended": lambda m: m.now.clocks.get("wro_export_60") == "suspended",
    "petition_is_overdue": lambda m: (
        m.day_of("petition_filed_on") is None and not _is_within(m, "seizure_petition", m.day)
    ),
    "protest_period_is_over": _passed("protest_180", "latest_arguable"),
    "deemed_day_is_computable": lambda m: (
        deemed_exclusion_binds(m.now) and m.clock("admissibility_30") is not None
    ),
}
