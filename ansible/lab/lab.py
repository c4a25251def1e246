"""A lab: some hosts on a network of their own, and a note of both, from which it can be ended."""

import json
import os
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import image
from host import Host, Process
from network import Network, run

# host: (groups of the inventory, memory in MB)
LAYOUTS = {
    "short": {
        "front-1": (("nginx", "postgres"), 1024),
        "cache-1": (("ringcache", "redis_nodes"), 1024),
        "cache-2": (("ringcache", "redis_nodes"), 1024),
    },
    "memcached": {
        "front-1": (("nginx", "postgres"), 1024),
        "cache-1": (("ringcache", "memcached_nodes"), 1024),
        "cache-2": (("ringcache", "memcached_nodes"), 1024),
    },
    "full": {
        "front-1": (("nginx", "postgres", "graphite"), 1024),
        "service-1": (("ringcache",), 1024),
        "service-2": (("ringcache",), 1024),
        "redis-1": (("redis_nodes",), 256),
        "redis-2": (("redis_nodes",), 256),
        "redis-3": (("redis_nodes",), 256),
        "redis-4": ((), 256),
    },
}


class Lab:
    """Not for several threads."""

    def __init__(self, name: str, network: Network, hosts: dict[str, Host], owner: Process | None):
        self.name = name
        self.network = network
        self.hosts = hosts
        self.owner = owner
        self.directory = runs() / name

    @classmethod
    def up(cls, name: str, layout: dict, owned: bool) -> "Lab":
        """Boots the hosts. An owned lab does not outlive this process: the next one ends it."""
        base = image.base()
        sweep()
        lab = cls._reserve(name, layout, owned)
        try:
            lab._boot(base)
        except BaseException:
            lab.down()
            raise
        return lab

    @classmethod
    def _reserve(cls, name, layout, owned) -> "Lab":
        with image.locked("labs"):
            directory = runs() / name
            if directory.exists():
                sys.exit(f"a lab {name} is up already")
            network = Network.free()
            hosts = {}
            for index, (host, (groups, memory)) in enumerate(layout.items(), start=1):
                hosts[host] = Host(host, network.address(index), f"rc{network.number}-h{index}",
                                   directory / host, groups, memory)
            lab = cls(name, network, hosts, Process.of(os.getpid()) if owned else None)
            directory.mkdir(parents=True, mode=0o700)
            lab.note()
            return lab

    def _boot(self, base: Path):
        run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "lab", "-f", str(self.directory / "key"))
        key = (self.directory / "key.pub").read_text()
        for host in self.hosts.values():
            host.create(base, self.network.gateway, key)
            host.power_on(self.network.bridge)
            self.note()
        (self.directory / "known_hosts").write_text(
            "".join(f"{host.address} {host.public_key()}\n" for host in self.hosts.values()))
        (self.directory / "ssh_config").write_text("".join(
            f"Host {host.name}\n  HostName {host.address}\n  User root\n"
            f"  IdentityFile {self.directory}/key\n  UserKnownHostsFile {self.directory}/known_hosts\n"
            for host in self.hosts.values()))
        for host in self.hosts.values():
            host.await_boot()

    def power_off(self, name: str):
        self.hosts[name].power_off()
        self.note()

    def power_on(self, name: str):
        self.hosts[name].power_on(self.network.bridge)
        self.note()
        self.hosts[name].await_boot()

    def shell(self, host: str, command: str, check=True) -> str:
        """What a command printed that ran on the host as root."""
        done = subprocess.run(("ssh", "-F", self.directory / "ssh_config", host, command), text=True,
                              stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=120)
        if check and done.returncode != 0:
            raise RuntimeError(f"on {host}: {command}: {done.stdout}{done.stderr}")
        return done.stdout

    def group(self, name: str) -> list[Host]:
        return [host for host in self.hosts.values() if name in host.groups]

    def down(self):
        with undisturbed():
            # Connections that Ansible keeps open.
            for socket in (self.directory / "ssh").glob("*"):
                subprocess.run(("ssh", "-o", f"ControlPath={socket}", "-O", "exit", "lab"),
                               capture_output=True, check=False)
            for host in self.hosts.values():
                host.cut()
            for host in self.hosts.values():
                host.remove()
            self.network.down()
            shutil.rmtree(self.directory, ignore_errors=True)

    def keep(self):
        """Lets it outlive this process."""
        self.owner = None
        self.note()

    def inventory(self) -> dict:
        """As Ansible reads it from a script. A host without a group waits to be given one, unless all are."""
        listed = [host for host in self.hosts.values() if host.groups] or list(self.hosts.values())
        variables = {
            host.name: {
                "ansible_host": host.address,
                "ansible_user": "root",
                "ansible_ssh_private_key_file": str(self.directory / "key"),
                "ansible_control_path_dir": str(self.directory / "ssh"),
                "ansible_ssh_common_args": f"-o UserKnownHostsFile={self.directory}/known_hosts",
            }
            for host in listed
        }
        groups: dict = {}
        for host in listed:
            for group in host.groups:
                groups.setdefault(group, {"hosts": []})["hosts"].append(host.name)
        return {"_meta": {"hostvars": variables}, "all": {"hosts": list(variables)}, **groups}

    def note(self):
        note = {
            "network": self.network.number,
            "owner": vars(self.owner) if self.owner else None,
            "hosts": [
                {"name": h.name, "address": h.address, "machine": h.machine, "groups": h.groups,
                 "memory_mb": h.memory_mb, "process": vars(h.process) if h.process else None}
                for h in self.hosts.values()
            ],
        }
        unfinished = self.directory / "lab.json.new"
        unfinished.write_text(json.dumps(note, indent=1))
        unfinished.rename(self.directory / "lab.json")

    @classmethod
    def noted(cls, name: str) -> "Lab":
        note = json.loads((runs() / name / "lab.json").read_text())
        hosts = {}
        for noted in note["hosts"]:
            process = noted.pop("process")
            host = Host(directory=runs() / name / noted["name"], **noted)
            host.process = Process(**process) if process else None
            hosts[host.name] = host
        owner = Process(**note["owner"]) if note["owner"] else None
        return cls(name, Network(note["network"]), hosts, owner)


@contextmanager
def undisturbed():
    """Whoever presses Ctrl-C twice waits all the same."""
    before = {number: signal.signal(number, signal.SIG_IGN)
              for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def runs() -> Path:
    return image.cache() / "runs"


def names() -> list[str]:
    return sorted(note.parent.name for note in runs().glob("*/lab.json"))


def only(name: str | None) -> Lab:
    """The lab of that name, or the only one."""
    name = name or os.environ.get("RINGCACHE_LAB")
    if not name:
        if len(names()) != 1:
            sys.exit(f"say which lab, by --name or RINGCACHE_LAB: {', '.join(names()) or 'none is up'}")
        name = names()[0]
    if name not in names():
        sys.exit(f"no lab {name} is up")
    return Lab.noted(name)


def sweep():
    """Ends labs whose process was killed before it could end them itself."""
    for name in names():
        lab = Lab.noted(name)
        if lab.owner and not lab.owner.lives():
            print(f"Ending {name}, which was left behind.", flush=True)
            lab.down()
