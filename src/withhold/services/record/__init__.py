"""The record at work: who acts, with which keys, on which database."""

from withhold.services.record.office import Actor, Office, office

__all__ = ["Actor", "Office", "office"]
