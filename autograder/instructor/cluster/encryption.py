"""What a line to a cluster must be like: graders and the secret travel over it, and so do grades.

Whoever can speak to a Dask scheduler runs code on all its workers. Without certificates both thus
stay on one machine.
"""

from __future__ import annotations

import ipaddress
from contextlib import suppress
from pathlib import Path

import dask
from distributed.comm.addressing import parse_address, parse_host_port
from distributed.security import Security

from autograder.errors import UsageError

# What TLS needs: a file in the folder of certificates, and where Dask's own settings name it.
FILES = {
    "ca.pem": "distributed.comm.tls.ca-file",
    "cert.pem": "distributed.comm.tls.client.cert",
    "key.pem": "distributed.comm.tls.client.key",
}


def security_for(address: str, certificates: Path | None) -> Security | None:
    """Return what Dask needs to speak to a scheduler; None where nothing leaves this machine.

    `certificates` is the folder that holds them; without one Dask's settings name the files.

    Raises:
        UsageError: if the address is none, is not encrypted, or a certificate is missing.
    """
    scheme, place = parse_address(address)
    if "://" not in address or scheme not in ("tcp", "tls"):
        raise UsageError(f"{address!r} is no scheduler: write tls://HOST:PORT, as it says itself")
    with suppress(ValueError):
        host, port = parse_host_port(place, 0)
        if host and port:
            if scheme == "tls":
                return _encrypted(certificates)
            _require_loopback(address, host)
            return None
    raise UsageError(f"{address!r} has no host and port: write {scheme}://HOST:PORT")


def _require_loopback(address: str, host: str) -> None:
    """Refuse a line that is not encrypted, unless it stays on this machine."""
    if not _is_loopback(host):
        raise UsageError(
            f"{address} is not encrypted: graders, solutions and the course's secret would be"
            " read on the way. Start scheduler and workers with --protocol tls and certificates,"
            " and name the scheduler as tls://…"
        )


def _encrypted(folder: Path | None) -> Security:
    found = []
    for name, setting in FILES.items():
        path = folder / name if folder else Path(dask.config.get(setting, None) or name)
        if not path.is_file():
            raise UsageError(
                f"tls:// needs certificates, and {path} is not there: name the folder that holds "
                f"{', '.join(FILES)} with --certificates"
            )
        found.append(str(path))
    ca, cert, key = found
    return Security(
        tls_ca_file=ca, tls_client_cert=cert, tls_client_key=key, require_encryption=True
    )


def is_private(address: str) -> bool:
    """Return whether nobody can speak to a Dask address without a certificate but this machine."""
    scheme, place = parse_address(address)
    return scheme == "tls" or _is_loopback(place.rpartition(":")[0])


def _is_loopback(host: str) -> bool:
    """Return whether a host is this machine, and cannot be reached from another."""
    if host == "localhost":
        return True
    with suppress(ValueError):
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    return False
