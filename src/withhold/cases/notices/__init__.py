"""Detention notices (CBP Form 6051D): what one states, with the place of each statement."""

from withhold.cases.notices.model import NoticeReading, Statement
from withhold.cases.notices.read import read_notice

__all__ = ["NoticeReading", "Statement", "read_notice"]
