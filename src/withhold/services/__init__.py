"""One function for each thing a user does; the doors call these and nothing below them."""

from withhold.services.registers import load_register
from withhold.services.settings import SETTINGS, Settings, read_settings

__all__ = ["SETTINGS", "Settings", "load_register", "read_settings"]
