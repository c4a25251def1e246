"""Debian hosts on this machine, and the playbooks tried on them. `python3 ansible/lab` says how."""

import sys

sys.dont_write_bytecode = True

import argparse
import json
import os
import shutil
import signal
import subprocess
from pathlib import Path

import image
import lab as labs
import story

CAN_NOT = 3


def what_is_missing() -> str | None:
    """Why this machine can't run a lab."""
    if os.geteuid() != 0:
        return "a lab boots hosts and sets up a network for them, which takes root"
    missing = [program for program in ("systemd-nspawn", "debootstrap", "nft", "ip", "ssh", "ssh-keygen",
                                       "ansible-playbook") if not shutil.which(program)]
    if missing:
        return f"not installed: {', '.join(missing)} (.ci/install-lab installs what a lab needs)"
    if not Path("/sys/fs/cgroup").is_mount():
        return "systemd needs cgroups, and /sys/fs/cgroup is not mounted"
    if subprocess.run(("unshare", "--mount", "--net", "--pid", "--fork", "true"), capture_output=True).returncode:
        return "no namespaces can be made here (a container that may not)"
    if not os.access("/proc/sys/net/ipv4/ip_forward", os.W_OK):
        return "/proc/sys is read-only here (a container without its own network settings)"
    return None


def main() -> int:
    parser = argparse.ArgumentParser(prog="python3 ansible/lab", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    up = commands.add_parser("up", help="boots hosts and leaves them running: a layout's, or a number of plain ones")
    up.add_argument("layout", help=f"{', '.join(labs.LAYOUTS)}, or a number")
    up.add_argument("--name", default=f"lab-{os.getpid()}")
    for name, text in (("down", "ends a lab"), ("inventory", "prints a lab's inventory, as Ansible reads it"),
                       ("kill", "cuts a host's power"), ("boot", "boots a host whose power was cut"),
                       ("exec", "runs a command on a host")):
        command = commands.add_parser(name, help=text)
        command.add_argument("--name", help="the lab's; may be left out where only one is up")
        if name in ("kill", "boot", "exec"):
            command.add_argument("host")
        if name == "exec":
            command.add_argument("words", nargs=argparse.REMAINDER)
    commands.add_parser("short", help="make lab-short: lint, and the shortest story")
    commands.add_parser("full", help="make lab: the whole story")
    commands.add_parser("list", help="prints the labs that are up")
    commands.add_parser("image", help="makes the base image, if it is not there yet")
    arguments = parser.parse_args()

    # So that whatever ends this process lets it end its lab first.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(128 + number))

    if arguments.command == "list":
        for name in labs.names():
            lab = labs.Lab.noted(name)
            print(name, *(f"{host.name}={host.address}" for host in lab.hosts.values()))
        return 0
    if arguments.command == "inventory":
        print(json.dumps(labs.only(arguments.name).inventory(), indent=1))
        return 0

    missing = what_is_missing()
    if missing:
        print(f"This machine can not run a lab: {missing}.", file=sys.stderr)
        return CAN_NOT
    if arguments.command in ("short", "full"):
        return story.tell(getattr(story, arguments.command), f"{arguments.command}-{os.getpid()}")
    if arguments.command == "image":
        print(image.base())
    elif arguments.command == "up":
        layout = labs.LAYOUTS.get(arguments.layout)
        if layout is None:
            layout = {f"h{i}": ((), 512) for i in range(1, int(arguments.layout) + 1)}
        lab = labs.Lab.up(arguments.name, layout, owned=False)
        print(lab.name, *(f"{host.name}={host.address}" for host in lab.hosts.values()))
    elif arguments.command == "down":
        labs.only(arguments.name).down()
    elif arguments.command == "kill":
        labs.only(arguments.name).power_off(arguments.host)
    elif arguments.command == "boot":
        labs.only(arguments.name).power_on(arguments.host)
    elif arguments.command == "exec":
        lab = labs.only(arguments.name)
        os.execvp("ssh", ["ssh", "-F", str(lab.directory / "ssh_config"), arguments.host, *arguments.words])
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
