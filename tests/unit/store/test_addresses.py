"""The address of a database is read as people write it, and never shown with its password."""

from __future__ import annotations

import pytest

from engine.errors import StoreError
from engine.store.opening import address


@pytest.mark.parametrize(
    ("written", "driver", "database"),
    [
        ("sqlite:///fjorten.db", "sqlite+pysqlite", "fjorten.db"),
        ("sqlite:////var/lib/fjorten.db", "sqlite+pysqlite", "/var/lib/fjorten.db"),
        ("postgresql://shop:secret@db.example/fjorten", "postgresql+pg8000", "fjorten"),
        ("postgresql+pg8000://shop@db.example:5433/fjorten", "postgresql+pg8000", "fjorten"),
    ],
)
def test_an_address_gets_the_driver_that_is_installed(written, driver, database):
    read = address(written)

    assert (read.drivername, read.database) == (driver, database)


def test_a_folder_as_host_means_the_socket_in_it():
    read = address("postgresql://postgres:@/shop?host=/run/postgresql")

    assert dict(read.query) == {"unix_sock": "/run/postgresql/.s.PGSQL.5432"}


@pytest.mark.parametrize("wrong", ["mysql://shop:hemmelig@db/x", "sqlite://", "sqlite:///:memory:", "fjorten.db", ""])
def test_an_address_that_cannot_be_used_is_told_of_without_its_password(wrong):
    with pytest.raises(StoreError, match="Write sqlite:///") as told:
        address(wrong)

    assert "hemmelig" not in str(told.value)
