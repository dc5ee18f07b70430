"""One folder a source: saved bytes of a list to published rows, and what they change.

`parse` reads and refuses; `map` compares with the register. Nothing here fetches or stores.
"""

__all__: list[str] = []
