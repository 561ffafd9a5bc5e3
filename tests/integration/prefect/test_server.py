"""Our own Prefect server keeps to its folder and its address, and says clearly when it cannot start."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine.errors import OutsideError
from engine.run.prefect_server import PrefectServer
from tests.integration.prefect.place import SWIFT, free_port


async def test_a_taken_port_is_named(server: PrefectServer, tmp_path: Path):
    with pytest.raises(OutsideError, match=f"Port {server.port} is taken"):
        await PrefectServer.start(tmp_path, server.port, {})


async def test_a_server_that_does_not_come_up_is_quoted(tmp_path: Path):
    broken = {"PREFECT_SERVER_DATABASE_TIMEOUT": "soon"}

    with pytest.raises(OutsideError, match=r"does not come up.*server\.log"):
        await PrefectServer.start(tmp_path, free_port(), broken)

    assert not (tmp_path / "server.pid").exists()


async def test_a_server_left_behind_by_a_crash_is_taken_over(server: PrefectServer):
    again = await PrefectServer.start(server.home, server.port, SWIFT)

    assert await again.is_up()
    assert again.pid == int((server.home / "server.pid").read_text())


def test_it_listens_on_this_machine_only(server: PrefectServer):
    loopback = f"0100007F:{server.port:04X}"
    sockets = [line.split()[1:4] for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]

    listening = {address for address, _, state in sockets if state == "0A" and address.endswith(f":{server.port:04X}")}

    assert listening == {loopback}


def test_nothing_is_written_into_the_users_own_folder(server: PrefectServer, tmp_path: Path):
    code = (
        "from pathlib import Path; from engine.run.prefect_settings import adopt;"
        f"adopt(Path({str(tmp_path / 'ours')!r}), {server.api!r}); import flows"
    )
    command = [sys.executable, "-W", "error", "-c", code]
    subprocess.run(command, env={**os.environ, "HOME": str(tmp_path)}, check=True)  # noqa: S603 - our own words

    assert {each.name for each in tmp_path.iterdir()} == {"ours"}
    assert list((server.home.parent / "user").iterdir()) == []
