"""Screening files of shipments: the main job."""

from withhold.services.screening.request import ScreenRequest
from withhold.services.screening.run import ScreenResult, screen_files

__all__ = ["ScreenRequest", "ScreenResult", "screen_files"]
