"""One Debian host: a systemd-nspawn with its own disk, address and sshd."""

import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

from network import run


class Process:
    """A process as it was noted: never another one that has its number by now."""

    def __init__(self, pid: int, started: str):
        self.pid = pid
        self.started = started

    @classmethod
    def of(cls, pid: int) -> "Process":
        return cls(pid, _started(pid))

    def lives(self) -> bool:
        return bool(self.started) and _started(self.pid) == self.started

    def kill(self, number=signal.SIGKILL):
        if self.lives():
            os.kill(self.pid, number)

    def children(self) -> list["Process"]:
        try:
            pids = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        except FileNotFoundError:
            return []
        return [Process.of(int(pid)) for pid in pids] if self.lives() else []


def _started(pid: int) -> str:
    """The clock tick a process began at; empty where there is none, or only its remains."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return ""
    return "" if fields[0] in "ZX" else fields[19]


# Where cgroups lie: one hierarchy, or systemd's own and the unified one beside older ones.
HIERARCHIES = [path for path in map(Path, ("/sys/fs/cgroup", "/sys/fs/cgroup/systemd", "/sys/fs/cgroup/unified"))
               if (path / "cgroup.procs").exists()]

# Begins a program in control groups of its own.
IN_CGROUPS = 'while [ "$1" != -- ]; do echo $$ >"$1/cgroup.procs"; shift; done; shift; exec "$@"'


class Host:
    """Its disk is what it wrote, laid over the image; `power_off` keeps it, `remove` does not."""

    def __init__(self, name, address, machine, directory: Path, groups=(), memory_mb=512):
        self.name = name
        self.address = address
        self.machine = machine
        self.directory = directory
        self.groups = tuple(groups)
        self.memory_mb = memory_mb
        self.process: Process | None = None

    @property
    def root(self) -> Path:
        return self.directory / "root"

    def create(self, image: Path, gateway: str, authorized_key: str):
        for part in ("root", "upper", "work"):
            (self.directory / part).mkdir(parents=True)
        layers = f"lowerdir={image},upperdir={self.directory}/upper,workdir={self.directory}/work"
        # Where an overlay can't lie on this file system, such as on another overlay, it is a copy.
        laid = subprocess.run(("mount", "-t", "overlay", "-o", layers, "overlay", self.root),
                              capture_output=True, check=False).returncode == 0
        if not laid:
            run("cp", "-a", "--reflink=auto", f"{image}/.", str(self.root))
        self._write("etc/hostname", self.name + "\n")
        self._write("etc/hosts", f"127.0.0.1 localhost\n127.0.1.1 {self.name}\n")
        self._write("root/.ssh/authorized_keys", authorized_key)
        self._write("etc/systemd/network/10-lab.network",
                    f"[Match]\nName=host0\n[Network]\nAddress={self.address}/24\nGateway={gateway}\n"
                    "LinkLocalAddressing=no\n")
        self._write("etc/meminfo-of-lab", self._meminfo())
        # As apt-get update leaves it: the lists are the image's.
        os.utime(self.root / "var/lib/apt/lists")
        run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", self.name,
            "-f", str(self.root / "etc/ssh/ssh_host_ed25519_key"))

    def public_key(self) -> str:
        return (self.root / "etc/ssh/ssh_host_ed25519_key.pub").read_text().rsplit(" ", 1)[0]

    def power_on(self, bridge: str):
        """Returns at once; `await_boot` waits."""
        # Two systemds in one control group would take each other's services for their own.
        for cgroup in self._cgroups():
            cgroup.mkdir(exist_ok=True)
        with open(self.directory / "console.log", "ab") as console:
            nspawn = subprocess.Popen(
                ("sh", "-c", IN_CGROUPS, "sh", *self._cgroups(), "--",
                 "systemd-nspawn", "--directory", self.root, "--boot", "--machine", self.machine,
                 "--hostname", self.name, f"--network-bridge={bridge}", "--register=no", "--keep-unit",
                 "--settings=no", "--resolv-conf=replace-host", "--link-journal=no", "--quiet"),
                stdin=subprocess.DEVNULL, stdout=console, stderr=console, start_new_session=True)
        self.process = Process.of(nspawn.pid)

    def await_boot(self, seconds=60):
        deadline = time.monotonic() + seconds
        while not self._answers():
            if not self.process.lives() or time.monotonic() > deadline:
                log = (self.directory / "console.log").read_text(errors="replace")
                raise RuntimeError(f"{self.name} did not boot; its console ends with:\n{log[-1500:]}")
            time.sleep(0.1)
        # A host of the size that it would be bought in, for what goes by the host's memory.
        for leader in self.process.children():
            run("nsenter", "--target", str(leader.pid), "--mount",
                "mount", "--bind", "/etc/meminfo-of-lab", "/proc/meminfo")

    def _answers(self) -> bool:
        try:
            with socket.create_connection((self.address, 22), timeout=1) as connection:
                return connection.recv(4) == b"SSH-"
        except OSError:
            return False

    def cut(self):
        """Its power: nothing on it ends by itself, and nobody is told. `power_off` waits for the end."""
        # Off the network first, where the kernel would tell the others that the connections are gone.
        subprocess.run(("ip", "link", "set", f"vb-{self.machine}", "down"), capture_output=True, check=False)
        for leader in self.process.children() if self.process else ():
            leader.kill()

    def power_off(self):
        if self.process is None:
            return
        self.cut()
        deadline = time.monotonic() + 10
        while self.process.lives():
            if time.monotonic() > deadline:
                self.process.kill()
            time.sleep(0.02)
        self.process = None
        for remains in ("propagate", "unix-export"):
            shutil.rmtree(f"/run/systemd/nspawn/{remains}/{self.machine}", ignore_errors=True)
        for cgroup in self._cgroups():
            for group, _, _ in os.walk(cgroup, topdown=False):
                os.rmdir(group)

    def remove(self):
        self.power_off()
        while os.path.ismount(self.root):
            run("umount", "--lazy", str(self.root))
        shutil.rmtree(self.directory, ignore_errors=True)

    def _cgroups(self) -> list[Path]:
        return [hierarchy / f"ringcache-lab-{self.machine}" for hierarchy in HIERARCHIES]

    def _write(self, path: str, text: str):
        file = self.root / path
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.write_text(text)

    def _meminfo(self) -> str:
        total = self.memory_mb * 1024
        sizes = {"MemTotal": total, "MemFree": total * 8 // 10, "MemAvailable": total * 9 // 10,
                 "Buffers": 0, "Cached": total // 10, "SwapCached": 0, "SwapTotal": 0, "SwapFree": 0}
        return "".join(f"{name + ':':15} {size:9} kB\n" for name, size in sizes.items())
