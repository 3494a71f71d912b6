"""Opens the course in JupyterLab, in this process.

Everything JupyterLab needs to know is passed at launch, and everything it wants to write goes into the hidden
folder of the workspace. The user's own Jupyter configuration is neither read nor changed.
"""

import json
import logging
import os
import secrets
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from leergang.atomic import write_atomic
from leergang.fingerprint import strip_notebook
from leergang.os_errors import explain_os_error
from leergang.workspace import HIDDEN, START_PAGE

PAGE = f"/doc/tree/{START_PAGE}"
FIRST_PORT = 8888
_EXTENSIONS = {
    "leergang",
    "anywidget",
    "jupyterlab-plotly",
    "jupyterlab_pygments",
    "@jupyter-widgets/jupyterlab-manager",
}
_KERNEL_SETTINGS = {
    "IPKernelApp": {"log_level": logging.ERROR},
    "HistoryManager": {"enabled": False},  # nobody types code, and a database on a slow disk delays the start
}
_PACKAGE = Path(__file__).resolve().parent


def open_course(workspace: Path, browser: bool, port: int | None) -> None:
    """Open the course and stay until it is stopped with Ctrl+C; or, when it already runs, only open the browser.

    Raises CourseError when the port is taken or the workspace cannot be written.
    """
    try:
        point_jupyter_at(workspace / HIDDEN)
    except OSError as error:
        raise explain_os_error(error, workspace) from error
    from leergang import running

    address = running.address_of(workspace, workspace / HIDDEN / "runtime", PAGE)
    if address:
        _say_and_open("De leergang draait al", address, browser)
        return
    if port is not None:
        running.require_free(port)
    _serve(workspace, browser, port)


def configuration(workspace: Path, browser: bool, port: int | None) -> dict[str, dict[str, Any]]:
    """What JupyterLab is told at launch, by class."""
    hidden = workspace / HIDDEN
    return {
        "ServerApp": {
            "root_dir": str(workspace),
            "ip": "127.0.0.1",
            "port": FIRST_PORT if port is None else port,
            "port_retries": 50 if port is None else 0,
            "open_browser": browser,
            "use_redirect_file": False,  # browsers installed as a snap may not read files in hidden folders
            "default_url": PAGE,
            "answer_yes": True,  # Ctrl+C stops without a question
            "allow_root": True,  # containers and classroom machines; only this computer can reach the server
            "log_level": "WARN",
            "terminals_enabled": False,
            "tornado_settings": {"page_config_hook": only_needed_extensions},
        },
        "LabApp": {
            "log_level": "WARN",
            "app_settings_dir": str(_PACKAGE / "lab_settings"),
            "extra_labextensions_path": [str(_PACKAGE / "labextension")],
            "user_settings_dir": str(hidden / "lab" / "settings"),
            "workspaces_dir": str(hidden / "lab" / "workspaces"),
            "extension_manager": "readonly",
            "news_url": None,
            "check_for_updates_class": "jupyterlab.handlers.announcements.NeverCheckForUpdate",
        },
        "IdentityProvider": {"token": secrets.token_hex(24)},
    }


def keep_as_delivered(model: dict[str, Any], **_: Any) -> None:
    """Contents hook: a course notebook is saved without outputs, counters and widget state."""
    notebook = model.get("content")
    if model.get("type") == "notebook" and notebook and "leergang" in notebook.get("metadata", {}):
        strip_notebook(notebook)


def only_needed_extensions(_handler: Any, page_config: dict[str, Any]) -> dict[str, Any]:
    """Page hook: of the extensions in the environment, load those that the course uses.

    The instructor's environment also holds nbgrader and the classic notebook, which add panels and menus.
    """
    found = page_config["federated_extensions"]
    page_config["federated_extensions"] = [one for one in found if one["name"] in _EXTENSIONS]
    return page_config


def point_jupyter_at(hidden: Path) -> None:
    """Make Jupyter and its kernels use the workspace's hidden folder instead of the user's own. Raises OSError."""
    folders = {
        "JUPYTER_CONFIG_DIR": hidden / "config",
        "JUPYTER_DATA_DIR": hidden / "data",
        "JUPYTER_RUNTIME_DIR": hidden / "runtime",
        "IPYTHONDIR": hidden / "ipython",
    }
    for name, folder in folders.items():
        folder.mkdir(parents=True, exist_ok=True)
        os.environ[name] = str(folder)
    _prepare_kernels(folders["IPYTHONDIR"] / "profile_default")
    for name in ("JUPYTER_CONFIG_PATH", "JUPYTER_PATH", "JUPYTER_NO_CONFIG", "JUPYTER_TOKEN", "JUPYTER_PORT"):
        os.environ.pop(name, None)


def _prepare_kernels(profile: Path) -> None:
    settings = json.dumps(_KERNEL_SETTINGS).encode()
    place = profile / "ipython_kernel_config.json"
    if not place.is_file() or place.read_bytes() != settings:
        profile.mkdir(parents=True, exist_ok=True)
        write_atomic(place, settings)


def _serve(workspace: Path, browser: bool, port: int | None) -> None:
    """Run the server until Ctrl+C."""
    from jupyter_server.serverapp import ServerApp
    from traitlets.config import Config

    # Begin on the start page: what was open last time would each start a kernel.
    shutil.rmtree(workspace / HIDDEN / "lab" / "workspaces", ignore_errors=True)

    class CourseServer(ServerApp):
        """A server that reads no configuration files."""

        config_file_paths: list[str] = []  # noqa: RUF012

    server = CourseServer.instance(
        jpserver_extensions={"jupyterlab": True}, config=Config(configuration(workspace, browser, port))
    )
    server.no_browser_open_file = True
    server.initialize(argv=[], starter_extension="lab", find_extensions=False)
    log_to(workspace / HIDDEN / "logboek.txt", server.log, server.starter_app.log)
    server.contents_manager.register_pre_save_hook(keep_as_delivered)  # type: ignore[no-untyped-call]
    from leergang import running

    base = server.connection_url.removesuffix(PAGE)
    opened = [f"De leergang is open: {running.address(base, PAGE, server.identity_provider.token)}"]
    stay(server, opened, "De leergang is gestopt. Je antwoorden zijn bewaard.")


def stay(server: Any, opened: Iterable[str], stopped: str) -> None:
    """Run a server until Ctrl+C, which may come at any moment after the first of these lines."""
    with suppress(KeyboardInterrupt):
        print(*opened, "Laat dit venster open zolang je werkt. Stoppen: Ctrl+C.", sep="\n", flush=True)
        server.start()
    print(f"\n{stopped}", flush=True)


def log_to(file: Path, *loggers: logging.Logger) -> None:
    """Write warnings and errors of JupyterLab to a file for whoever helps; a participant cannot use a traceback."""
    handler = logging.FileHandler(file, mode="w", encoding="utf-8", delay=True)
    handler.setLevel(logging.WARNING)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    for logger in loggers:
        logger.handlers[:] = [handler]


def _say(what: str, address: str) -> None:
    print(f"{what}: {address}", flush=True)


def _say_and_open(what: str, address: str, browser: bool) -> None:
    _say(what, address)
    if browser:
        import webbrowser

        webbrowser.open(address)
