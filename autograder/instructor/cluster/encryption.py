"""What a line to a cluster must be like: graders and the secret travel over it, and so do grades.

Whoever can speak to a Dask scheduler runs code on all its workers. Without certificates both thus
stay on one machine.
"""

from __future__ import annotations

import ipaddress
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import dask
from distributed.comm.addressing import parse_address, parse_host_port
from distributed.security import Security

from autograder.errors import UsageError

SETTINGS = {  # of Dask's own configuration, by the name of our options
    "--tls-ca-file": "distributed.comm.tls.ca-file",
    "--tls-cert": "distributed.comm.tls.client.cert",
    "--tls-key": "distributed.comm.tls.client.key",
}


@dataclass(frozen=True)
class Certificates:
    """The files that TLS needs: who is trusted, and who this is; of Dask's settings by default."""

    ca: Path | None = None
    cert: Path | None = None
    key: Path | None = None


def security_for(address: str, certificates: Certificates) -> Security | None:
    """Return what Dask needs to speak to a scheduler; None where nothing leaves this machine.

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
    if not is_loopback(host):
        raise UsageError(
            f"{address} is not encrypted: graders, solutions and the course's secret would be"
            " read on the way. Start scheduler and workers with --protocol tls and certificates,"
            " and name the scheduler as tls://…"
        )


def _encrypted(certificates: Certificates) -> Security:
    given = zip(SETTINGS, (certificates.ca, certificates.cert, certificates.key), strict=True)
    files = {name: str(path or dask.config.get(SETTINGS[name], "") or "") for name, path in given}
    for name, path in files.items():
        if not path:
            raise UsageError(f"tls:// needs certificates: name a file with {name}")
        if not Path(path).is_file():
            raise UsageError(f"{path} is not there: name a file with {name}")
    ca, cert, key = files.values()
    return Security(
        tls_ca_file=ca, tls_client_cert=cert, tls_client_key=key, require_encryption=True
    )


def is_loopback(host: str) -> bool:
    """Return whether a host is this machine, and cannot be reached from another."""
    if host == "localhost":
        return True
    with suppress(ValueError):
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    return False
