"""Doors over HTTP; so far the calendar feed."""

from withhold.web.feed import feed_app
from withhold.web.serving import listening, serve

__all__ = ["feed_app", "listening", "serve"]
