"""What holds for every test: machines are shared and slow at times, so no test of examples is judged by its speed."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("fjorten", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("fjorten")
