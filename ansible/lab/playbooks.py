"""Ansible, run on a lab, and what its recap says."""

import json
import os
import re
import subprocess
import time
from pathlib import Path

import image
from lab import Lab

ANSIBLE = Path(__file__).resolve().parent.parent
RECAP = re.compile(r"^(\S+)\s+: ok=(\d+)\s+changed=(\d+)\s+unreachable=(\d+)\s+failed=(\d+)", re.MULTILINE)


class Failed(Exception):
    """What was to hold does not."""


class Run:
    """One that has ended."""

    def __init__(self, status: int, output: str, seconds: float):
        self.status = status
        self.output = output
        self.seconds = seconds
        self.changed = {host: int(changed) for host, _, changed, _, _ in RECAP.findall(output)}

    def changes(self) -> int:
        return sum(self.changed.values())

    def changed_tasks(self) -> list[str]:
        """`task: host`, of those that changed something."""
        tasks, task = [], ""
        for line in self.output.splitlines():
            if line.startswith("TASK ["):
                task = line[6:line.rindex("]")]
            elif line.startswith("changed: ["):
                tasks.append(f"{task}: {line[10:].split(']')[0]}")
        return tasks


class Playbooks:
    """What each prints goes into a file of `logs`, numbered."""

    def __init__(self, lab: Lab):
        self.lab = lab
        self.logs = image.cache() / "logs" / lab.name
        self.runs = 0

    def run(self, name: str, *options: str, may_fail=False, **variables) -> Run:
        self.runs += 1
        log = self.logs / f"{self.runs:02d}-{name}.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        command = ("ansible-playbook", "-i", "inventories/lab", f"playbooks/{name}.yml", *options,
                   "-e", json.dumps(variables))
        started = time.monotonic()
        with open(log, "w") as out:
            process = subprocess.Popen(command, cwd=ANSIBLE, env=self._environment(),
                                       stdin=subprocess.DEVNULL, stdout=out, stderr=out)
            try:
                status = process.wait()
            finally:
                if process.poll() is None:
                    process.terminate()
                    process.wait()
        run = Run(status, log.read_text(errors="replace"), time.monotonic() - started)
        if status != 0 and not may_fail:
            raise Failed(f"{name} failed; {log} ends with:\n" + "\n".join(run.output.splitlines()[-40:]))
        return run

    def variable(self, name: str):
        """What the inventory says, for all hosts."""
        host = next(iter(self.lab.hosts))
        done = subprocess.run(("ansible-inventory", "-i", "inventories/lab", "--host", host), cwd=ANSIBLE,
                              env=self._environment(), capture_output=True, text=True, check=True)
        return json.loads(done.stdout)[name]

    def _environment(self) -> dict:
        return {**os.environ, "RINGCACHE_LAB": self.lab.name, "ANSIBLE_CONFIG": str(ANSIBLE / "ansible.cfg"),
                "ANSIBLE_NOCOLOR": "1"}
