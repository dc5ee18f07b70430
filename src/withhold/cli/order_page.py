"""One order as a page of text for a terminal."""

from __future__ import annotations

from typing import Any

from withhold.cli.output import printable


def order_page(answer: dict[str, Any]) -> str:
    """The page: what it is, whom and what it reaches, its history, where that was read."""
    lines = [
        answer["order_id"],
        *_facts(answer),
        "",
        "Parties",
        *(line for party in answer["parties"] for line in _party(party)),
        "",
        "Goods",
        *(_goods(g) for g in answer["goods_rules"]),
        "",
        "History (legal day; known)",
        *(_event(e) for e in answer["events"]),
        "",
        "Sources",
        *(
            f"  {c['source']} [{c['confidence']}] {c['reference']}".rstrip()
            for c in answer["sources"]
        ),
    ]
    return printable("\n".join(lines)) + "\n"


def _facts(answer: dict[str, Any]) -> list[str]:
    """The head of the page; a fact that is missing has no line."""
    facts = (
        ("instrument", answer.get("instrument", "")),
        ("status", f"{answer.get('label', '')} ({answer['status'] or 'not begun'})"),
        ("in force", f"{answer['in_force']} on {answer['as_of']}"),
        ("issued", answer.get("issued_date")),
        ("announced", answer.get("announced_date")),
        ("effective", answer.get("effective_date")),
        ("ended", answer.get("ended_date")),
        ("superseded", _superseded(answer)),
        ("section", answer.get("section")),
        ("place", answer["locality"] or answer.get("country")),
        ("tail", "; ".join(answer["tail"])),
        ("related", ", ".join(answer["related"])),
        ("formerly", ", ".join(answer["former_ids"])),
        ("unverified", ", ".join(answer["unverified_fields"])),
        ("note", answer["note"]),
    )
    return [f"  {name:<11} {value}" for name, value in facts if value]


def _superseded(answer: dict[str, Any]) -> str:
    """INS-19 in words, where it applies."""
    day = answer.get("superseded_from")
    return f"by the UFLPA for goods imported on or after {day} (INS-19)" if day else ""


def _party(party: dict[str, Any]) -> list[str]:
    """A party, its names by kind, its places by ground."""
    state = "in scope" if party["in_scope"] else "not in scope"
    state = "taken out of the order" if party["excluded"] else state
    lines = [f"  {party['published_name']} ({party['kind']}, {state})"]
    kinds = dict.fromkeys(n["kind"] for n in party["names"])
    for kind in kinds:
        if kind != "published":
            texts = [n["text"] for n in party["names"] if n["kind"] == kind]
            lines.append(f"    {kind}: {'; '.join(texts)}")
    for place in party["places"]:
        parts = (place[k] for k in ("county", "prefecture", "province", "country"))
        where = ", ".join(part for part in parts if part)
        lines.append(f"    place: {where or place['text']} (by {place['basis']})")
    return lines


def _goods(goods: dict[str, Any]) -> str:
    """A part of the goods with what it was mapped to."""
    if goods["scope"] == "all_products":
        return f"  {goods['wording']}: all products"
    prefixes = ", ".join(goods["hts_prefixes"])
    limit = "limited to HTS" if goods["hts_is_limit"] else "HTS"
    parts = (
        f"taxonomy {', '.join(goods['taxonomy_keys'])}" if goods["taxonomy_keys"] else "",
        f"{limit} {prefixes}" if prefixes else "",
        f"reaches {goods['reach']}" if goods["reach"] != "itself" else "",
        f"until {goods['until']}" if goods["until"] else "",
    )
    return f"  {goods['text'] or goods['wording']}: " + "; ".join(p for p in parts if p)


def _event(event: dict[str, Any]) -> str:
    """An event with both its days."""
    known = event["known_at"][:10] + (", assumed" if event["known_assumed"] else "")
    day = event["effective_on"] or "day unknown"
    return (
        f"  {day}  {event['event']}: {event['detail'] or event['published_word']} (known {known})"
    )
