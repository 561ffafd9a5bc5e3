"""Where the Prefect server of these tests lives; importing it makes this process a client of that server."""

from __future__ import annotations

import socket
import tempfile
from pathlib import Path

from engine.run.prefect_settings import adopt, api_address

SWIFT = {
    "PREFECT_SERVER_SERVICES_LATE_RUNS_AFTER_SECONDS": "1",
    "PREFECT_SERVER_SERVICES_LATE_RUNS_LOOP_SECONDS": "1",
    # Steps of runs that went with a lost database are tried six times each, and others wait behind them.
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "0.5",
}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


HOME = Path(tempfile.mkdtemp(prefix="fjorten-prefect-"))
PORT = free_port()
adopt(HOME / "client", api_address(PORT))  # before the first import of prefect, which reads its settings then
