"""The compiled kernel and the Python code answer alike, name by name and score by score."""

from __future__ import annotations

import csv
from array import array
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA, Indel, JaroWinkler, Levenshtein

from withhold.names import key_score, name_key
from withhold.names.candidates import Candidates
from withhold.names.kernel import SETTING, built_kernel, kernel_name, native_tables
from withhold.names.tokens import plain_words
from withhold.register import shipped_register
from withhold.screening import RuleBook, thresholds
from withhold.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

native = pytest.importorskip("withhold.names._kernel", reason="the kernel is not compiled here")
EXAMPLES = Path(__file__).parents[2] / "examples"
LISTED = [n.text for n in RuleBook(shipped_register(), as_of=None).listed_names()]
KEYS = [name_key(text) for text in LISTED]
CANDIDATES = Candidates(KEYS)
TROUBLE = [
    *("", " ", ".", "a", "7", "...---...", "12345 67890", "A.B. C.D.E.", "S.A. de C.V.", "a.b.'c"),
    *("Hefei Bitland &#10; No. 4", "A&amp;B", "&nbsp;", "&", "X<br/>Y", "LTD./NNO 7", "a\r\n\nb"),
    *("\ud800", "\udfff Bitland \ud800", "\u200fBitland\u202e", "Bit\u200bland", "é\u0301\u0323"),
    *("🚢🚢", "BITLАND", "Ｈｅｔｉａｎ", "合肥寶龍達", "㈱", "한국", "ㄱㅏ", "각\u11a8", "ক\u09be"),
    *(
        "한\u1161",
        "٣٤ ltd",
        "²³",
        "ltdabc",
        "x" * 600,
        "合" * 600,
        "co" * 300,
        "a " * 600,
        "ß",
        "İ",
    ),
    *("O'Brien's", "d’Or", "ʼn", "_a_b_", "iv vii xi", "XXIX", "coltd privatelimited", "limi"),
    *("\U0001ee17 \U0001eeb2 Hetian", "Hetian\u91da Taida", "\u06fe\U0001ee17"),
    *("XINJIANG COTTON INDUSTRY", "xuzhou forging AND", "China Cotton Group Shandong Logistics"),
    *("XINJIANG PRODUCTION AND CONSTRUCTIO", "A KE SU HUA FU SE FANG YOU XIAN GONG SI"),
]


def _index(names: Sequence[str]) -> object:
    numbers = array("I", range(len(names))).tobytes()
    made = native.build(native_tables(), names, numbers, numbers, bytes(32))
    return native.load(native_tables(), made)


INDEX = _index(LISTED)


def _names_of_examples() -> list[str]:
    found: dict[str, None] = {}
    for path in sorted(EXAMPLES.glob("*.csv")):
        with path.open(encoding="utf-8", errors="replace", newline="") as file:
            for row in list(csv.DictReader(file))[:200]:
                found.update(dict.fromkeys(v for v in row.values() if isinstance(v, str)))
    return [name for name in found if name][:1500]


words = st.sampled_from([word for text in LISTED for word in text.split()])
bent = st.builds(
    lambda parts, cut: " ".join(parts)[: 33 + cut] if cut < 4 else " ".join(parts),
    st.lists(words | st.text(max_size=8), min_size=1, max_size=7),
    st.integers(0, 8),
)
begun = st.builds(
    lambda text, count: " ".join(text.split()[:count]), st.sampled_from(LISTED), st.integers(1, 5)
)
names = st.text(max_size=60) | st.sampled_from(LISTED) | bent | begun


def _same_key(name: str) -> None:
    key = name_key(name)
    folded, tokens, plain = native.key(native_tables(), name)
    assert folded == key.folded == fold(name[:500])
    assert [(t[0], t[2], t[3], t[4]) for t in tokens] == [
        (t.text, t.kind, t.weight, t.breaks) for t in key.tokens
    ]
    assert all(t[1] in k.ways for t, k in zip(tokens, key.tokens, strict=True))
    assert plain == plain_words(name)


def _same_score(one: str, other: str) -> None:
    expected = key_score(name_key(one), name_key(other))
    score, way = native.score(native_tables(), one, other)
    assert score == pytest.approx(expected.score, abs=5e-5)
    assert way == expected.way or expected.score == pytest.approx(0, abs=1e-9)


def _same_candidates(name: str) -> None:
    for telling in (True, False):
        expected = CANDIDATES.numbers(name, telling=telling)
        assert native.candidates(INDEX, name, telling) == expected


@pytest.mark.parametrize("name", TROUBLE, ids=lambda n: ascii(n[:20]))
def test_a_troublesome_name_has_the_same_key_candidates_and_scores(name: str) -> None:
    _same_key(name)
    _same_candidates(name)
    for other in (
        "Hefei Bitland Information Technology",
        "合肥宝龙达信息技术有限公司",
        name + " x",
    ):
        _same_score(name, other)


@given(names)
def test_any_name_has_the_same_key(name: str) -> None:
    _same_key(name)


@given(names, names)
@example("AKE SU HUA FU", "Akesu Huafu")
@example("教育培训中心四培训中心", "四")  # words that overlap, in sets that have no order
def test_any_two_names_have_the_same_score(one: str, other: str) -> None:
    _same_score(one, other)


@given(names, names)
@example("Sunrise Textile", "Sunrise Textile Xinjiang")
@example("Sunrise Textile Mills Group", "Sunrise Textile Mills Group 4th Division")
@example("HEFEI BITLAND INFORMATION TECHNOLO", "Hefei Bitland Information Technology Co Ltd")
@example("IBM", "International Business Machines")
def test_no_two_names_score_more_than_their_bound(one: str, other: str) -> None:
    assert native.score(native_tables(), one, other)[0] <= native.most(native_tables(), one, other)


def test_no_names_of_the_examples_score_more_than_their_bound() -> None:
    spared = 0
    for name in _names_of_examples()[1::2]:
        for number in CANDIDATES.numbers(name, telling=False)[:20]:
            score, _ = native.score(native_tables(), name, LISTED[number])
            most = native.most(native_tables(), name, LISTED[number])
            assert score <= most, (name, LISTED[number])
            spared += most < thresholds()[1]
    assert spared > 50, "a bound that spares nothing is no bound"


@given(names)
def test_any_name_has_the_same_candidates(name: str) -> None:
    _same_candidates(name)


def test_the_names_of_the_register_and_of_the_examples_have_the_same_keys() -> None:
    for name in (*LISTED, *_names_of_examples()):
        _same_key(name)


def test_the_names_of_the_examples_have_the_same_candidates_and_scores() -> None:
    for name in _names_of_examples()[::3]:
        _same_candidates(name)
        for number in CANDIDATES.numbers(name, telling=False)[:3]:
            _same_score(name, LISTED[number])


def test_listed_names_have_the_same_scores_with_each_other() -> None:
    for place, name in enumerate(LISTED):
        for other in LISTED[place :: len(LISTED) // 7]:
            _same_score(name, other)


letters = st.text("abcdeé合", max_size=12) | st.text("ab", max_size=90)


@pytest.mark.parametrize(
    ("measure", "same"),
    [
        ("osa", lambda a, b: float(OSA.distance(a, b))),
        ("levenshtein", Levenshtein.normalized_similarity),
        ("indel", Indel.normalized_similarity),
        ("winkler", JaroWinkler.similarity),
    ],
)
def test_words_are_as_alike_as_rapidfuzz_has_it(
    measure: str, same: Callable[[str, str], float]
) -> None:
    @given(letters, letters)
    def alike(one: str, other: str) -> None:
        assert native.likeness(measure, one, other) == pytest.approx(same(one, other), abs=1e-9)

    alike()


@given(st.text("abcde", max_size=30), st.text("abcde", max_size=60))
def test_a_part_is_as_alike_as_rapidfuzz_has_it(one: str, other: str) -> None:
    expected = fuzz.partial_ratio(one, other) / 100
    assert native.likeness("partial", one, other) == pytest.approx(expected, abs=1e-9)


def test_a_name_with_a_chinese_character_that_says_nothing_has_the_same_candidates() -> None:
    index, keys = _index(["Industrial otd"]), [name_key("Industrial otd")]
    for name in ("Indu\u91dastrialLtd", "\u9a04Industri Ltd"):
        expected = Candidates(keys).numbers(name, telling=True)
        assert native.candidates(index, name, True) == expected == [0]  # noqa: FBT003 - C has no keywords


def test_a_name_that_is_no_text_is_refused() -> None:
    with pytest.raises(TypeError, match="a name is a str"):
        native.match(INDEX, [b"bytes"], 0.5, 5)


@pytest.mark.parametrize("harm", ["cut", "bit", "magic", "empty"])
def test_a_harmed_buffer_is_refused(harm: str) -> None:
    numbers = array("I", [0]).tobytes()
    made = bytearray(native.build(native_tables(), ["Hetian Taida"], numbers, numbers, bytes(32)))
    if harm == "cut":
        made = made[:-8]
    elif harm == "bit":
        made[-20] ^= 1
    elif harm == "magic":
        made[0] ^= 1
    else:
        made = bytearray()
    with pytest.raises(ValueError, match="the index file is"):
        native.load(native_tables(), bytes(made))


def test_the_kernel_says_whether_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SETTING, raising=False)
    assert built_kernel() is native
    assert kernel_name() == "native"
    monkeypatch.setenv(SETTING, "python")
    assert kernel_name() == "Python (as set)"
