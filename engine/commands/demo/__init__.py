"""The demo: a recorded month of real cases, played through the real doors in about two minutes."""

from __future__ import annotations

from engine.commands.demo.play import demo

__all__ = ["demo"]
