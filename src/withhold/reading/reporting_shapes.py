"""How reporting is written: quotations and who says them, inverted clauses, what is no report.

>>> NAME_BEHIND.search("It is so, the Example Post ") is not None
True
"""

from __future__ import annotations

import re

QUOTED_AS = re.compile(
    r"\b(?:quoted|cited|quotes|cites|quoting|citing)\s+(?P<who>(?:(?!\.\s)[^;:“”\"\n]){3,90}?)"
    r"\s+as\s+(?:having\s+)?(?:saying|telling|said)\b"
)
ACCORDING = re.compile(
    r"\b(?:according to|in the words of|by\s+(?:the\s+)?(?:\w+\s+)?"
    r"(?:counts?|estimates?|reckoning|tally|tallies|figures|calculations?)\s+of"
    r"|según|de acuerdo con"
    r"|as\s+(?:first\s+|previously\s+|recently\s+)?(?:reported|documented|revealed|noted|described)\s+by"
    r"|per(?=\s+(?:the\s+)?(?-i:[A-Z])[\w.&’'-]+(?:\s+(?-i:[A-Z])[\w.&’'-]*){0,6}[,.]))\s+",
    re.IGNORECASE,
)
QUOTE_ENDS = re.compile(r"(?:[,.?!][”\"’']{1,2}|[”\"’']{1,2}[,.])\s*\Z")
#: A quotation, and who says it before the verb: "...," the company stated.
QUOTED_BY = re.compile(r"[,.?!][”\"]\s+(?:[\w.’'&-]+,?\s+){1,12}\Z")
THAT = re.compile(
    r"(?:,?\s+(?:(?!\.\s+[A-Z]|[;:“”\"]).){0,45}?(?<!\bsuch )\b(?:that|que)\b|\s*[,:]?\s*[“\"‘]"
    r"|(?:\s+to\s+[^.;:“”\"]{2,40}?)?\s+(?:in\s+detail\s+)?how\b|[^.;“\"]{0,40}\bsaying\b|[^.;:“”\"\n]{0,60}:\s*[“\"]"
    r"|\s+(?:(?!and\b|or\b|but\b|to\b|by\b|that\b|which\b|who\b|when\b|where\b)[\w’'$%-]+,?\s+){1,6}?"
    r"(?:had|has|have|was|were|is|are|would|could|will|did|do|does|may|might)\b)",
    re.DOTALL,
)
REFUSED = re.compile(
    r"\s+(?:(?:[A-Z][\w.&-]*\s+){0,3}[A-Z][\w.&-]*[’']s?\s+)(?:motions?|bids?|requests?|appeals?|applications?)\b"
    r"|\s+(?:waters|territory|territories|region|islands?|border|sea)\b"
    r"|\s+(?:(?:the|all|its|their|U\.?S\.?|such|any)\s+){0,2}(?:entry|motions?|admission|access|release"
    r"|petition"
    r"|(?:[a-z-]+\s+){0,2}(?:pickers|employees|crew|staff|cutters|miners|labou?rers|men|women)\s+(?:their|his|her|any|food|pay|water)"
    r"|protest|request|shipments?|protests|petitions|visas?|workers|people|them (?:entry|access)"
    r"|imports?|goods|merchandise|bail|medical)\b"
)
#: A person, with what is told of him between commas, up to the end: "Jo Doe, 26, a former packer,".
APPOSED = re.compile(
    r"\s*(?:[A-Z][\w.’'-]+\s+)[A-Z][\w.’'-]+(?:\s+[A-Z][\w.’'-]+){0,3},\s"
    r"(?!who\b[^,]*\bsaid\b)[^.;:“”\"\n]{2,100},\Z"
)
#: A name and nothing else up to the end of the sentence.
ONLY_NAME = re.compile(
    r"\s+(?:the\s+)?(?!\w+day\b)[A-Z][\w.’'-]*(?:\s+(?:(?:of|for|at|the|and)\s+){0,2}[A-Z][\w’'&-]*){1,9}"
    r"\s*(?:[.]\s|[.]?\Z|,\s+(?:an?|the|who|[a-z]+|[A-Z][\w.]*[’']s)\s|\n"
    r"|(?:\s+(?:at|in|during|on)\s+(?:an?|the|his|her|[A-Z]\w+day)\b[^.;:,“”\"]{0,40}[.](?:\s|\Z)))"
)
#: An office and a name: ", says the plaintiffs' lawyer Jo Doe,".
OFFICE_NAME = re.compile(
    r"\s+(?:(?:the|its|their|his|her)\s+)?(?:[a-z’'-]+\s+){0,3}(?P<noun>[a-z]+)\s+[A-Z][\w’'-]+"
    r"(?:\s+(?:(?:de|da|van|von|bin|al|for|of|and|the)\s+){0,2}[A-Z][\w.’'-]*){1,4}(?:[.,]|\Z|\s+of\s)"
)
#: A noun that may speak, or a paper and whose it is, up to the end of its clause.
ONLY_NOUN = re.compile(
    r"\s+(?:(?:its|their|his|her|the|an?|one|two|three|another|some)\s+)"
    r"(?:(?!(?:and|or|but|the|an?|that|had|has|was|were|is|are|to|it|they)\b)"
    r"[\w’'-]+\s+(?:of\s+the\s+)?){0,4}?(?P<noun>[a-z]+)"
    r"(?:,\s+[A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*){0,3}|\s+(?:by|from|of)\s+(?:the\s+)?[A-Z][^.,;:“”\"]{2,60})?"
    r"(?:[.,]|\Z)"
)
#: Behind a Spanish verb: when and where it was said, then an article and a noun.
SPANISH_NOUN = re.compile(
    r"(?:\s+(?:ayer|hoy|anoche|en\s+un\s+comunicado|(?:este|el)\s+\w+))?\s+(?:la|el|los|las|un|una|su)\s+[a-zñáéíóú]+"
    r"(?:\s+(?:de|del|en)\s+[^.,;:“”]{2,50})?(?:[.,]|\Z)"
)
SPANISH = re.compile(r"(?:ó|aron|ieron)\Z")
NAME_BEHIND = re.compile(
    r",\s+(?:an?|the)\s+(?:[\w&’'-]+\s+){1,10}\Z|,\s+(?:the\s+)?(?:[a-z-]+\s+){0,3}[A-Z][\w&’'-]*(?:\s+(?:of\s+)?[A-Z][\w&’'-]*){0,4}\s+\Z"
)
#: Who says what the sentence says, between its commas: "In general, a spokeswoman wrote, ".
ASIDE = re.compile(
    r",\s+(?:(?:an?|the|one|his|her|its)\s+[\w’'-]+(?:\s+[\w’'-]+){0,8}|[A-Z][\w.’'-]*(?:\s+[A-Z][\w’'-]*){0,4}"
    r"|s?he|it|they)\s+\Z"
)
#: When or how it was said, up to the end of the sentence.
WHEN = re.compile(
    r"\s+(?:(?:late\s+|early\s+)?(?:on\s+)?[A-Z][a-z]+day|(?:this|last|earlier)\s+(?:\w+\s+)?\w+|today|yesterday"
    r"|in\s+(?:(?:early|late|mid)-?\s*)?(?:[A-Z][a-z]+\s+)?\d{4}|(?:in|on)\s+[A-Z][a-z]{2,8}\.?(?:\s+\d{1,2})?"
    r"|in\s+(?:an?|its|his|her|their|the|interim)\s+(?:[\w-]+\s+){0,2}(?:statement|notice|letter|report|tweet|e-?mail"
    r"|study|findings|alert|note|blog|memo|briefing|interview|speech|petition|complaint|paper|post|filing)[^.;:“”\"]{0,30})(?:[.](?:\s|\Z)|,\s+citing\b)"
)
#: Who does something only where they speak: "workers who complained were dismissed".
RESTRICTED = re.compile(
    r"\s+(?:was|were|is|are|had|would|could|may|might|must|shall|will|can|faced|risked|lost|got)\b"
    r"|[^.;“”\"]{3,80}?\s(?:must|shall)\s"
)
#: Before "states" that are countries.
STATES = re.compile(
    r"\b(?:[Mm]ember|[Ff]lag|[Cc]oastal|[Gg]ulf|[Ff]ederal|[Uu]nited|[Tt]wo|[Mm]any|[Aa]ll)\s+\Z"
)
#: Somebody is told to do something: an order, and no report.
ORDERS = frozenset(("told", "tells", "tell"))
ORDERED = re.compile(
    r"\s+(?:(?:the|his|her|their|its|all|some|many|two|three)\s+)?(?!(?:it|us|me)\b)"
    r"(?:[\w’'-]+\s+){1,2}(?:not\s+)?to\s+[a-z]+\b"
)
#: "We could not answer", in a quotation: no refusal to this text.
OURSELVES = re.compile(r"[“\"](?:[^“”\"]*\s)?(?:[Ww]e|I)\s+(?:\w+\s+)?\Z")
