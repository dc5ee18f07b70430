"""A model that the user names, behind an OpenAI-compatible address; nothing else is ever asked."""

from withhold.sources.model_endpoint.asking import Endpoint, Unanswered, ask, endpoint_of

__all__ = ["Endpoint", "Unanswered", "ask", "endpoint_of"]
