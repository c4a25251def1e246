"""The image that hosts begin as: a Debian 12 with sshd and python3, and what the roles install lying
ready in apt's archive, so that a host needs no network to install it."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

RELEASE = "bookworm"

# What a host has before any role runs. Debian's own minimal images have no less.
INSTALLED = (
    "systemd", "systemd-sysv", "dbus", "openssh-server", "python3", "iproute2", "sudo",
)

# What the roles install, fetched but not installed.
FETCHED = (
    "graphite-carbon", "memcached", "nftables", "nginx", "openjdk-17-jre-headless", "openssl",
    "postgresql-15", "redis-server",
)

# Where Debian has what only root starts, and what a user's PATH may lack.
os.environ["PATH"] += ":/usr/sbin:/sbin"


def cache() -> Path:
    """The directory of everything that the lab keeps and writes, outside of the tree."""
    given = os.environ.get("RINGCACHE_LAB_CACHE")
    if given:
        return Path(given).absolute()
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "ringcache-lab"


@contextmanager
def locked(name: str):
    """One process at a time, of all labs of this machine that share the cache."""
    cache().mkdir(parents=True, exist_ok=True)
    with open(cache() / f"{name}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def base() -> Path:
    """The image's directory; makes it where it is not there, which takes a minute or two."""
    recipe = " ".join((RELEASE, *INSTALLED, *FETCHED, Path(__file__).read_text()))
    image = cache() / f"base-{hashlib.sha256(recipe.encode()).hexdigest()[:12]}"
    with locked("image"):
        if not image.exists():
            _build(image)
    return image


def _build(image: Path):
    print("Making the base image, once: fetching Debian and the packages of the roles.", flush=True)
    started = time.monotonic()
    building = cache() / "base-unfinished"
    log = cache() / "base.log"
    shutil.rmtree(building, ignore_errors=True)
    with open(log, "w") as out:
        try:
            _bootstrap(building, out)
        except subprocess.CalledProcessError:
            shutil.rmtree(building, ignore_errors=True)
            out.flush()
            sys.exit(f"The base image could not be made. {log} ends with:\n{_tail(log)}")
    building.rename(image)
    print(f"The base image is made, in {time.monotonic() - started:.0f} s.", flush=True)


def _bootstrap(root: Path, out):
    def run(*command):
        subprocess.run(command, check=True, stdout=out, stderr=out, stdin=subprocess.DEVNULL)

    run("debootstrap", "--variant=minbase", "--include=" + ",".join(INSTALLED), RELEASE, str(root))
    # Hosts live for minutes: what a power cut would do to their packages is no concern.
    (root / "etc/dpkg/dpkg.cfg.d/lab").write_text("force-unsafe-io\n")
    (root / "etc/apt/apt.conf.d/99lab").write_text('Acquire::Languages "none";\n')
    shutil.copy("/etc/resolv.conf", root / "etc/resolv.conf")
    run("chroot", str(root), "apt-get", "update", "--quiet=2")
    run("chroot", str(root), "apt-get", "install", "--download-only", "--yes", "--quiet=2",
        "--no-install-recommends", *FETCHED)
    run("chroot", str(root), "systemctl", "enable", "systemd-networkd")
    # Each host has its own.
    for key in (root / "etc/ssh").glob("ssh_host_*"):
        key.unlink()
    (root / "etc/machine-id").write_text("")


def _tail(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-15:])
