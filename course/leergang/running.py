"""Finds out whether the course of a workspace already runs, and whether a port is free."""

import contextlib
import errno
import json
import os
import socket
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlsplit

from leergang.errors import CourseError

HOST = "127.0.0.1"
_PATIENCE = 2.0


def address_of(workspace: Path, runtime: Path, page: str) -> str | None:
    """The address of `page` on the server that runs for this workspace, or None.

    Files of a killed server stay behind, and its process number may belong to another program by now. So only a
    server that answers, with its own token and for this workspace, counts.
    """
    if not any(runtime.glob("jpserver-*.json")):
        return None  # before the import, which takes half a second
    from jupyter_server.serverapp import list_running_servers

    for server in list_running_servers(str(runtime)):
        url, token = server.get("url"), server.get("token")
        if server.get("root_dir") == str(workspace) and url and token and _answers(url, token):
            return address(url, page, token)
    return None


def address(url: str, page: str, token: str) -> str:
    """The full address of a page, with the token that opens it."""
    return f"{url.rstrip('/')}{page}?token={token}"


def require_free(port: int) -> None:
    """Raise a CourseError when no server can listen on this port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name == "posix":  # elsewhere this option would allow a port that is taken
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise CourseError(_why_not(port, error)) from error


def _why_not(port: int, error: OSError) -> str:
    if error.errno == errno.EACCES:
        return f"Poort {port} is voorbehouden aan het systeem. Kies een poort vanaf 1024, of laat --port weg."
    return f"Poort {port} is in gebruik. Noem een andere, of laat --port weg: dan zoekt de leergang een vrije poort."


def _answers(url: str, token: str) -> bool:
    """Whether a Jupyter server with this token answers here. Asked directly: a proxy knows no local addresses."""
    try:
        place = urlsplit(url)
        connection = HTTPConnection(place.hostname or HOST, place.port, timeout=_PATIENCE)
        with contextlib.closing(connection):
            connection.request("GET", "/api/status", headers={"Authorization": f"token {token}"})
            return "kernels" in json.load(connection.getresponse())
    except (OSError, HTTPException, ValueError):
        return False
