"""What the compiled kernel is given at its start: every table, weight and limit of the Python code.

Nothing of the vocabulary stands in the kernel itself, so a changed table needs no new build.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz

from withhold.base import digest_of, shipped_bytes
from withhold.names import (
    alignment,
    candidates,
    evidence,
    features,
    keys,
    readings,
    rows,
    score,
    spellings,
    tails,
)
from withhold.names import tokens as words
from withhold.names.han import alike_syllables, pinyin_readings, pinyin_syllables
from withhold.names.model import model
from withhold.text import LOOK_ALIKES, fold, folded_letter, letter_flags, simplified

if TYPE_CHECKING:
    from types import ModuleType

    from withhold.names.tokens import Token

#: Limits of the Python code by the names the kernel knows them by.
_LIMITS: dict[str, tuple[ModuleType, str]] = {
    "stop_weight": (words, "_STOP_WEIGHT"),
    "number_weight": (words, "_NUMBER_WEIGHT"),
    "letters_weight": (words, "_LETTERS_WEIGHT"),
    "long_form": (words, "_LONG_FORM"),
    "shortest_place": (words, "_SHORTEST_PLACE"),
    "glued_place": (words, "_GLUED_PLACE"),
    "most_tokens": (words, "_MOST_TOKENS"),
    "longest_name": (words, "LONGEST_NAME"),
    "shortest_decoded": (readings, "_SHORTEST_DECODED"),
    "longest_decoded": (readings, "_LONGEST_DECODED"),
    "alike": (alignment, "_ALIKE"),
    "shortened": (alignment, "_SHORTENED"),
    "place_within": (alignment, "PLACE_WITHIN"),
    "shortest_part": (alignment, "_SHORTEST_PART"),
    "most_joined": (alignment, "_MOST_JOINED"),
    "behind_cut": (features, "_BEHIND_CUT"),
    "full": (features, "_FULL"),
    "address": (features, "_ADDRESS"),
    "heard": (features, "_HEARD"),
    "short_name": (features, "_SHORT_NAME"),
    "cut_name": (features, "_CUT_NAME"),
    "tail_break": (tails, "_BREAK"),
    "tail_form": (tails, "_FORM"),
    "tail_digits": (tails, "_DIGITS"),
    "tail_word": (tails, "_WORD"),
    "tail_place": (tails, "_PLACE"),
    "tail_each": (tails, "_EACH"),
    "tail_base": (tails, "_BASE"),
    "tail_per_word": (tails, "_PER_WORD"),
    "tail_few": (tails, "_FEW"),
    "tail_alone": (tails, "_ALONE"),
    "not_telling": (score, "NOT_TELLING"),
    "telling_sound": (score, "_TELLING_SOUND"),
    "telling_read": (score, "_TELLING_READ"),
    "nearly_all": (score, "_NEARLY_ALL"),
    "part": (score, "_PART"),
    "lead": (score, "_LEAD"),
    "left_out": (score, "_LEFT_OUT"),
    "unit": (score, "_UNIT"),
    "whole_name": (score, "_WHOLE_NAME"),
    "begun": (score, "_BEGUN"),
    "beginning": (rows, "BEGINNING"),
    "begun_weight": (candidates, "BEGUN"),
    "read_whole": (score, "_READ_WHOLE"),
    "shortest_read": (score, "_SHORTEST_READ"),
    "short_meaning": (score, "_SHORT_MEANING"),
    "within": (score, "_WITHIN"),
    "words_agree": (score, "_WORDS_AGREE"),
    "words_differ": (score, "_WORDS_DIFFER"),
    "common_rows": (evidence, "COMMON"),
    "common_part": (evidence, "COMMON_PART"),
    "ends": (rows, "ENDS"),
    "shortest_reading": (rows, "SHORTEST_READING"),
    "budget": (candidates, "BUDGET"),
    "most": (candidates, "MOST"),
    "most_probes": (candidates, "MOST_PROBES"),
    "shortest_split": (candidates, "SHORTEST_SPLIT"),
    "shortest_split_part": (candidates, "SHORTEST_PART"),
    "shortest_near": (candidates, "SHORTEST_NEAR"),
    "most_parts": (candidates, "MOST_PARTS"),
    "nothing_told": (evidence, "NOTHING_TOLD"),
    "nearly_whole": (evidence, "NEARLY_WHOLE"),
    "least_of_listed": (evidence, "LEAST_OF_LISTED"),
    "half": (evidence, "HALF"),
    "mostly": (evidence, "MOSTLY"),
    "cell": (evidence, "CELL"),
    "both": (evidence, "BOTH"),
    "longest_syllable": (evidence, "LONGEST_SYLLABLE"),
    "shortest_short": (evidence, "SHORTEST_SHORT"),
    "different": (evidence, "DIFFERENT"),
    "long_name": (evidence, "LONG_NAME"),
    "syllables": (evidence, "SYLLABLES"),
    "short_word": (evidence, "SHORT"),
    "shortest": (spellings, "SHORTEST"),
    "longest": (spellings, "LONGEST"),
    "longest_short": (spellings, "LONGEST_SHORT"),
    "shortest_long": (spellings, "SHORTEST_LONG"),
    "shortest_twice": (spellings, "SHORTEST_TWICE"),
}
_DATA = (
    *("address_words.csv", "common_words.csv", "gloss.csv", "legal_forms.csv", "meanings.csv"),
    *("pinyin.csv", "pinyin_phrases.csv", "places_zh.csv", "polyphones.csv", "score_model.yaml"),
    "synonyms.csv",
)


def kernel_tables() -> dict[str, Any]:
    """Tables, limits, models and the functions the kernel asks for what it does not do itself."""
    return {
        "letter": _letter,
        "fold": fold,
        "han": _han,
        "decoded": lambda letters: _plain(readings.decoded(letters)),
        "pinyin_letters": score.without_read_form,
        "partial_ratio": fuzz.partial_ratio,
        "common": words.common_words(),
        "synonyms": words.synonyms(),
        "stop": sorted(words.stop_words()),
        "pieces": sorted(words.form_words()),
        "places": sorted(words.place_words()),
        "within": sorted(" ".join(pair) for pair in words.places_within()),
        "address": sorted(tails.address_words()),
        "forms": words.legal_forms(),
        "glued_forms": words.GLUED_FORMS,
        "long_forms": words.LONG_FORMS,
        "sounds": alignment.SOUNDS,
        "syllables": sorted(pinyin_readings()),
        "alike_syllables": sorted(alike_syllables()),
        "sayable": sorted({*pinyin_readings(), *readings.spoken_words()}),
        "look_alikes": LOOK_ALIKES,
        "romanised": words.letters_romanised(),
        "numbers": _numbers(),
        "models": {
            name: (float(model(name).base), dict(model(name).weights))
            for name in ("words", "across", "han")
        },
    }


def tables_digest() -> str:
    """A digest of every table and limit: an index made with others is not used again."""
    tables = [shipped_bytes("names", name).hex() for name in _DATA]
    return digest_of(tables, shipped_bytes("text", "simplified.csv").hex(), _numbers())


def _numbers() -> dict[str, float]:
    """The limits by name."""
    found = {name: float(getattr(room, held)) for name, (room, held) in _LIMITS.items()}
    share, of = rows.SHARE
    return found | {
        "share": float(share),
        "share_of": float(of),
        "longest_form": float(words.longest_form()),
        "cut_from": float(words.CUT_AT.start),
        "cut_to": float(words.CUT_AT.stop),
    }


def _letter(code: int) -> tuple[str, int]:
    """A character folded, and what it is."""
    return folded_letter(chr(code)), letter_flags(chr(code))


def _plain(found: tuple[Token, ...]) -> tuple[tuple[str, tuple[str, ...], str, float], ...]:
    """Tokens as plain tuples."""
    return tuple((t.text, tuple(sorted(t.ways)), t.kind, t.weight) for t in found)


def _han(found: str) -> tuple[Any, ...]:
    """Everything that is known of the Chinese characters of a name."""
    characters = simplified(found)
    han, spoken = keys.core(characters)
    judged = keys.without_administrative(han)
    return (
        characters,
        han,
        spoken,
        "".join(pinyin_syllables(characters)),
        "".join(pinyin_syllables(han)),
        _plain(readings.english_tokens(spoken)),
        readings.brand_meanings(spoken),
        tuple(sorted(readings.brand_initials(spoken))),
        judged,
        tuple(text for text, is_known in readings.segments(judged) if is_known),
        tuple(readings.brand_compounds(spoken)),
        keys.describes(han),
    )
