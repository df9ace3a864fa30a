"""A real Firefox, and the few things that tests of pages do with it, by WebDriver BiDi, which it speaks itself.

So nothing stands between the tests and the browser that Debian does not have.
"""

import json
import shutil
import subprocess
import tempfile
import time
from base64 import b64decode
from itertools import count
from pathlib import Path
from typing import Any

from attrs import evolve, field, frozen
from websocket import WebSocket, create_connection

from chromium import Result

__all__ = ["Firefox"]

_INCH = 2.54
_CHOSEN = {
    "app.normandy.enabled": False,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
}
"""It asks no server for anything."""


@frozen
class Firefox:
    """Firefox without a screen, with one page."""

    process: "subprocess.Popen[bytes]"
    profile: Path
    socket: WebSocket
    context: str = ""
    numbers: "count[int]" = field(factory=count)

    @classmethod
    def start(cls, *, letters: int = 100) -> "Firefox":
        """As Debian installs it (firefox-esr), for somebody who has chosen letters of so many percent."""
        binary = shutil.which("firefox-esr")
        assert binary is not None, "no firefox here: apt-get install firefox-esr"
        profile = Path(tempfile.mkdtemp(prefix="firefox-"))
        chosen = {**_CHOSEN, "font.size.variable.x-western": 16 * letters // 100}
        lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in chosen.items())
        (profile / "user.js").write_text("".join(lines), encoding="utf-8")
        command = [binary, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        socket = create_connection(f"{_address(profile)}/session", timeout=60, suppress_origin=True)
        started = cls(process, profile, socket)
        started.ask("session.new", capabilities={})
        # the first page never has the focus, so that keys would press no button in it
        return evolve(started, context=started.ask("browsingContext.create", type="tab")["context"])

    def quit(self) -> None:
        self.socket.close()
        self.process.terminate()
        self.process.wait(timeout=30)
        shutil.rmtree(self.profile, ignore_errors=True)

    def ask(self, method: str, **params: object) -> dict[str, Any]:
        """Send a command and wait for its answer; what Firefox tells of itself is passed over."""
        number = next(self.numbers)
        here = {"context": self.context} if self.context and method.startswith(("browsingContext", "input")) else {}
        self.socket.send(json.dumps({"id": number, "method": method, "params": {**here, **params}}))
        while (answer := json.loads(self.socket.recv())).get("id") != number:
            pass
        assert answer["type"] == "success", f"{method}: {answer.get('message')}"
        found: dict[str, Any] = answer["result"]
        return found

    def open(self, path: Path, page: str) -> None:
        """Write the page to a file and show it."""
        path.write_text(page, encoding="utf-8", newline="\n")
        self.ask("browsingContext.navigate", url=path.as_uri(), wait="complete")

    def reload(self) -> None:
        self.ask("browsingContext.reload", wait="complete")

    def size(self, width: int, height: int, *, letters: int = 100, pixels: float = 1) -> None:
        """Be a screen of so many CSS pixels; the size of letters is chosen as it starts."""
        assert self.run("return parseFloat(getComputedStyle(document.documentElement).fontSize)") in (
            16 * letters / 100,
            24 * letters / 100,
        )
        viewport = {"width": width, "height": height}
        self.ask("browsingContext.setViewport", viewport=viewport, devicePixelRatio=pixels)

    def run(self, script: str, *arguments: object) -> Result:
        """What a script returns."""
        function = f"(given) => JSON.stringify((function () {{ {script}\n }}).apply(null, JSON.parse(given)) ?? null)"
        given = {"type": "string", "value": json.dumps(arguments)}
        answer = self.ask(
            "script.callFunction",
            functionDeclaration=function,
            arguments=[given],
            awaitPromise=False,
            target={"context": self.context},
        )
        assert answer["type"] == "success", answer["exceptionDetails"]["text"]
        found: Result = json.loads(answer["result"]["value"])
        return found

    def press(self, *keys: str) -> None:
        """Press and release keys, one after the other, by the signs that WebDriver has for them."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self.ask("input.performActions", actions=[{"type": "key", "id": "keys", "actions": actions}])

    def paper(self, width: float, height: float) -> bytes:
        """The page as PDF, on paper of so many inches."""
        page = {"width": width * _INCH, "height": height * _INCH}
        return b64decode(self.ask("browsingContext.print", page=page, background=False)["data"])

    def picture(self) -> bytes:
        """What is on the screen, as PNG."""
        return b64decode(self.ask("browsingContext.captureScreenshot")["data"])


def _address(profile: Path) -> str:
    """Where it listens, which it writes into its profile when it is ready."""
    told = profile / "WebDriverBiDiServer.json"
    for _ in range(600):
        if told.exists() and told.read_text(encoding="utf-8").strip().endswith("}"):
            where = json.loads(told.read_text(encoding="utf-8"))
            return f"ws://{where['ws_host']}:{where['ws_port']}"
        time.sleep(0.1)
    raise AssertionError("Firefox did not start in a minute")
