"""Names made comparable: keys, scores with reasons, an index of listed names; MIDs."""

from withhold.names.index import REVIEW_ONLY, ListedName, NameHit, NameIndex
from withhold.names.kernel import kernel_name, native_kernel
from withhold.names.keys import NameKey, name_key
from withhold.names.lookup import Found
from withhold.names.mid import parse_mid
from withhold.names.mid_index import MID_NAME, MidIndex
from withhold.names.model import scoring_version
from withhold.names.score import PairScore, key_score, pair_score

__all__ = [
    "MID_NAME",
    "REVIEW_ONLY",
    "Found",
    "ListedName",
    "MidIndex",
    "NameHit",
    "NameIndex",
    "NameKey",
    "PairScore",
    "kernel_name",
    "key_score",
    "name_key",
    "native_kernel",
    "pair_score",
    "parse_mid",
    "scoring_version",
]
