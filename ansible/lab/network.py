"""A lab's own bridge, addresses and way out. What was there before is there again afterwards."""

import json
import subprocess
from pathlib import Path

from image import cache, locked

FORWARD = Path("/proc/sys/net/ipv4/ip_forward")


def run(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, text=True, **options)


class Network:
    """10.77.NUMBER.0/24 on a bridge; the machine itself is .1."""

    def __init__(self, number: int):
        self.number = number
        self.bridge = f"rclab{number}"
        self.table = f"ringcache_lab_{number}"
        self.prefix = f"10.77.{number}"
        self.gateway = f"{self.prefix}.1"

    @classmethod
    def free(cls) -> "Network":
        """One whose addresses nobody on this machine uses, set up. The caller holds the lock `labs`."""
        routes = json.loads(run("ip", "-json", "route", "show", "table", "all").stdout or "[]")
        taken = {str(route.get("dst", "")) for route in routes}
        for number in range(1, 255):
            network = cls(number)
            if not any(dst.startswith(network.prefix + ".") for dst in taken):
                network.up()
                return network
        raise SystemExit("no free network among 10.77.1.0 to 10.77.254.0")

    def address(self, index: int) -> str:
        return f"{self.prefix}.{10 + index}"

    def up(self):
        subnet = f"{self.prefix}.0/24"
        run("ip", "link", "add", self.bridge, "type", "bridge")
        try:
            run("ip", "address", "add", f"{self.gateway}/24", "dev", self.bridge)
            run("ip", "link", "set", self.bridge, "up")
            run("nft", "-f", "-", input=f"""
                table ip {self.table} {{
                    chain postrouting {{
                        type nat hook postrouting priority srcnat
                        ip saddr {subnet} ip daddr != {subnet} masquerade
                    }}
                }}
                """)
            self._forward()
        except BaseException:
            self.down()
            raise

    def down(self):
        for command in (("ip", "link", "delete", self.bridge), ("nft", "delete", "table", "ip", self.table)):
            subprocess.run(command, capture_output=True, check=False)
        self._forward_no_more()

    # Forwarding is one switch of the machine: the first lab turns it on, the last one puts it back.

    def _forward(self):
        with locked("forward"):
            users = self._users()
            users.setdefault("before", FORWARD.read_text().strip())
            users["labs"] = sorted({*users.get("labs", []), self.number})
            (cache() / "forward.json").write_text(json.dumps(users))
            FORWARD.write_text("1")

    def _forward_no_more(self):
        with locked("forward"):
            users = self._users()
            if self.number not in users.get("labs", []):
                return
            users["labs"].remove(self.number)
            if users["labs"]:
                (cache() / "forward.json").write_text(json.dumps(users))
            else:
                FORWARD.write_text(users["before"])
                (cache() / "forward.json").unlink()

    @staticmethod
    def _users() -> dict:
        file = cache() / "forward.json"
        return json.loads(file.read_text()) if file.exists() else {}
