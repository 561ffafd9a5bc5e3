"""The settings of Prefect: for its server, and for this program as its client; import this before prefect itself."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

_BOTH = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
}

_CLIENT = {
    # Our own transport repeats what may be repeated, within a second instead of two minutes.
    "PREFECT_CLIENT_MAX_RETRIES": "0",
    "PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED": "false",
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
    # The log of a run is written by us, in sentences; Prefect's own lines call waiting an error.
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    # The events worker prints whole events when the server is away.
    "PREFECT_INTERNAL_LOGGING_LEVEL": "CRITICAL",
}

_SERVER = {
    "PREFECT_SERVER_UI_V2_ENABLED": "false",  # only the first screens have Resume and Cancel as buttons
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
    "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_SERVER_SERVICES_LATE_RUNS_AFTER_SECONDS": "60",
}

# On SQLite each of these competes with the cases for the only writer.
_SERVER_ON_SQLITE = {
    "PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_SCHEDULER_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_FOREMAN_ENABLED": "false",
    "PREFECT_SERVER_EVENTS_STREAM_OUT_ENABLED": "false",
}


def api_address(port: int) -> str:
    """Where the server listens for programs; people use the same address without `/api`."""
    return f"http://127.0.0.1:{port}/api"


def client_environment(home: Path, api: str) -> dict[str, str]:
    """The settings for this program: quiet, no retries behind our back, nothing in the user's home folder."""
    return {**_BOTH, **_CLIENT, "PREFECT_HOME": str(home), "PREFECT_API_URL": api}


def server_environment(home: Path, port: int, extra: Mapping[str, str]) -> dict[str, str]:
    """The whole environment of a server process: ours without its Prefect settings, then the right ones."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    database = extra.get("PREFECT_SERVER_DATABASE_CONNECTION_URL") or f"sqlite+aiosqlite:///{home / 'prefect.db'}"
    switches = _SERVER_ON_SQLITE if database.startswith("sqlite") else {}
    places = {
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": api_address(port),
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": database,
        "PREFECT_SERVER_UI_STATIC_DIRECTORY": str(home / "screens"),
    }
    return {**inherited, **_BOTH, **_SERVER, **switches, **places, **extra}


def adopt(home: Path, api: str) -> None:
    """Make this process a client of the server; call it before the first `import prefect`."""
    home.mkdir(parents=True, exist_ok=True)
    os.environ.update(client_environment(home, api))
