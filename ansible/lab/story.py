"""What a deployment goes through, step by step, on hosts of a lab. Each step prints a line with its
figures; the first that does not hold ends it."""

import os
import shutil
import subprocess
import time
import zipfile
from contextlib import contextmanager
from pathlib import Path

from api import Api
from lab import LAYOUTS, Lab
from load import WORKERS, Load
from playbooks import ANSIBLE, Failed, Playbooks
from ring import Ring

JAR = ANSIBLE.parent / "service/target/ringcache.jar"
NAMESPACE = "lab"
KEYS = 2000  # that are counted one by one


def ensure(holds: bool, otherwise: str):
    if not holds:
        raise Failed(otherwise)


class Steps:
    """Prints them, with their times."""

    def __init__(self):
        self.started = time.monotonic()
        self.done = 0

    @contextmanager
    def step(self, title: str):
        """Yields a list for the line's figures."""
        began = time.monotonic()
        figures: list[str] = []
        try:
            yield figures
        except BaseException:
            print(f"FAILED {title}, after {time.monotonic() - began:.0f} s", flush=True)
            raise
        self.done += 1
        print(f"{time.monotonic() - began:5.0f} s  {title}{': ' if figures else ''}{'; '.join(figures)}", flush=True)

    def seconds(self) -> float:
        return time.monotonic() - self.started


class Story:
    """A deployment in a lab, and what can be asked of it."""

    def __init__(self, lab: Lab, steps: Steps):
        self.lab = lab
        self.steps = steps
        self.play = Playbooks(lab)
        self.balancer = lab.group("nginx")[0].address
        self.services = [host.name for host in lab.group("ringcache")]
        self.admin_key = self.play.variable("ringcache_admin_key")
        self.version = str(self.play.variable("ringcache_version"))
        self.step = steps.step
        self.loads = 0

    def api(self) -> Api:
        return Api(self.balancer, self.admin_key)

    def load(self) -> Load:
        # Its keys are its own: those of one before hold something already.
        self.loads += 1
        return Load(self.balancer, self.admin_key, NAMESPACE, self.loads)

    # Steps that both stories have.

    def site(self, **variables):
        with self.step("site, from nothing") as figures:
            run = self.play.run("site", **variables)
            figures.append(f"{len(run.changed)} hosts, {run.changes()} tasks changed something")

    def cache_works(self):
        with self.step("the cache works, through nginx") as figures:
            self._cache_works(self.api())
            ensure(Api(self.balancer, "rk_nobodys").get(NAMESPACE, "user_1")[0] == 401, "a wrong key is let in")
            figures.append("stored, read, deleted, refused without a key")

    def tls(self, kind: str, **variables):
        """With a certificate of that kind, which changes nothing a second time."""
        with self.step(f"site with nginx_tls: {kind}") as figures:
            variables |= {"nginx_server_name": self.balancer}
            if kind == "given":
                certificate, key = self._made_certificate()
                variables |= {"nginx_tls_certificate": certificate, "nginx_tls_key": key}
            self.play.run("site", nginx_tls=kind, **variables)
            if kind == "self":
                certificate = self.lab.shell(self.lab.group("nginx")[0].name, "cat /etc/nginx/ringcache/self.crt")
            self._cache_works(Api(self.balancer, self.admin_key, certificate=certificate))
            status, _ = self.api().call("GET", "/health")
            ensure(status == 308, f"without TLS the answer is {status}")
            run = self.play.run("site", nginx_tls=kind, **variables)
            ensure(run.changes() == 0, "it changed something again:\n" + "\n".join(run.changed_tasks()))
            self.play.run("backup", nginx_tls=kind, **variables)  # which verify looks for
            self.play.run("verify", nginx_tls=kind, **variables)
            figures.append("stored, read, deleted by HTTPS; HTTP is sent there; again 0 changed; verified")

    def _made_certificate(self) -> tuple[str, str]:
        certificate, key = self.lab.directory / "given.crt", self.lab.directory / "given.key"
        _quiet("openssl", "req", "-x509", "-newkey", "rsa:2048", "-noenc", "-days", "90",
               "-subj", "/CN=lab", "-addext", f"subjectAltName=IP:{self.balancer}",
               "-keyout", str(key), "-out", str(certificate))
        return certificate.read_text(), key.read_text()

    @staticmethod
    def _cache_works(api: Api):
        ensure(api.call("GET", "/health")[1].get("status") == "healthy", "it is not healthy")
        ensure(api.put(NAMESPACE, "user_1", {"name": "Ada"})[0] == 201, "a value is not stored")
        status, body = api.get(NAMESPACE, "user_1")
        ensure(status == 200 and body["value"] == {"name": "Ada"}, f"it is not read: {status} {body}")
        ensure(api.delete(NAMESPACE, "user_1")[0] == 200, "it is not deleted")
        ensure(api.get(NAMESPACE, "user_1")[0] == 404, "it is there after it was deleted")

    def site_again(self, title="site, once more", **variables):
        with self.step(title) as figures:
            run = self.play.run("site", **variables)
            ensure(run.changes() == 0, "it changed something again:\n" + "\n".join(run.changed_tasks()))
            figures.append("0 changed")

    def upgrade_under_load(self, version: str):
        with self.step(f"upgrade to {version} under load") as figures, self.load() as load:
            load.await_requests(200)
            self.play.run("upgrade", ringcache_version=version, ringcache_jar=str(self.jar(version)))
            load.await_requests(200)
            self._none_failed(load, figures)
            for service in self.services:
                ensure(self.runs(service)[0] == version, f"{service} does not run {version}")

    def _none_failed(self, load: Load, figures: list[str]):
        failures = load.failures()
        ensure(not failures, f"{load.figures()}:\n" + "\n".join(map(str, failures[:10])))
        figures.append(load.figures())

    # What is asked.

    def jar(self, version: str) -> Path:
        """The same program, as another release of it."""
        jar = self.lab.directory / f"ringcache-{version}.jar"
        if not jar.exists():
            shutil.copy(JAR, jar)
            with zipfile.ZipFile(jar, "a") as archive:
                archive.writestr("META-INF/lab-version", version)
        return jar

    def runs(self, service: str) -> tuple[str, str]:
        """The version, and the process."""
        said = self.lab.shell(service, "readlink /opt/ringcache/current; "
                                       "systemctl show --property=MainPID,ActiveState ringcache")
        lines = said.split()
        return Path(lines[0]).name, " ".join(lines[1:])

    def healthy(self, seconds=60):
        api = self.api()
        deadline = time.monotonic() + seconds
        while True:
            body = api.call("GET", "/health")[1]
            if body.get("status") == "healthy":
                return
            ensure(time.monotonic() < deadline, f"it is not healthy: {body}")
            time.sleep(0.2)


class FullStory(Story):
    """Also what a deployment does not want to go through."""

    def __init__(self, lab: Lab, steps: Steps):
        super().__init__(lab, steps)
        self.ring_keys = [f"ring:{i}" for i in range(KEYS)]

    def check_mode(self):
        with self.step("site --check --diff, on what is deployed") as figures:
            run = self.play.run("site", "--check", "--diff")
            ensure(run.changes() == 0, "it would change something:\n" + "\n".join(run.changed_tasks()))
            figures.append("0 to change")

    def wrong_variable_stops(self):
        with self.step("a wrong variable stops site at once") as figures:
            run = self.play.run("site", may_fail=True, ringcache_drain_for="soon")
            ensure(run.status != 0, "it was taken")
            ensure("ringcache_drain_for" in run.output and run.changes() == 0, "it is not named, or came late")
            figures.append(f"named after {run.seconds:.0f} s, 0 changed")

    def failing_upgrade(self):
        """One that its release's own check finds nothing wrong with."""
        first, second = self.services
        with self.step("an upgrade that does not start") as figures, self.load() as load:
            before = self.runs(second)
            load.await_requests(200)
            run = self.play.run("upgrade", may_fail=True, ringcache_version="broken",
                                ringcache_jar=str(self.jar("broken")), ringcache_ready_seconds=10,
                                ringcache_java_options=["-XX:+NoSuchOption"])
            ensure(run.status != 0, "it is said to have succeeded")
            ensure(self.runs(first)[0] == "broken", f"{first} was not tried first")
            ensure(self.runs(second) == before, f"{second} was touched: {before}, {self.runs(second)}")
            load.await_requests(200)
            self._none_failed(load, figures)
            figures.append(f"stopped at {first}, {second} untouched")

    def rollback_under_load(self, version: str):
        with self.step(f"rollback from {version} under load") as figures, self.load() as load:
            load.await_requests(200)
            self.play.run("rollback", ringcache_version=version)
            load.await_requests(200)
            self._none_failed(load, figures)
            for service in self.services:
                ensure(self.runs(service)[0] == self.version, f"{service} does not run {self.version}")

    def lose_a_service(self):
        lost = self.services[1]
        with self.step(f"{lost} loses its power under load") as figures:
            with self.load() as load:
                load.await_requests(400)
                killed = time.monotonic()
                self.lab.power_off(lost)
                load.await_requests(1500, seconds=120)
                failures = load.failures()
                ensure(len(failures) <= WORKERS, f"more than what was in flight failed ({load.figures()}):\n"
                       + "\n".join(f"{f.at - killed:.1f} s later {f}" for f in failures[:20]))
                figures.append(f"{load.figures()}, of {WORKERS} at most in flight")
            self.lab.power_on(lost)
            self._await_service(lost)

    def _await_service(self, service: str, seconds=90):
        deadline = time.monotonic() + seconds
        while "yes" not in self.lab.shell(service, "/usr/local/sbin/ringcache-balancer serving && echo yes", check=False):
            ensure(time.monotonic() < deadline, f"{service} does not serve again")
            time.sleep(0.5)

    def lose_a_node(self):
        lost = "redis-2"
        with self.step(f"{lost} loses its power under load") as figures:
            ring = Ring(self._nodes())
            with self.load() as load:
                load.await_requests(1000)
                own = {key for key in load.keys() if ring.owner(NAMESPACE, key) == lost}
                load.may_lose(own)
                killed = time.monotonic()
                self.lab.power_off(lost)
                load.await_requests(2000, seconds=120)
                failures = load.failures()
                others = [f for f in failures if f.key not in own]
                ensure(not others, "keys of other nodes failed:\n" + "\n".join(map(str, others[:10])))
                ensure(failures, "nothing failed")
                quick = sorted(f.took for f in failures if f.at > killed + 3)
                figures.append(f"{load.figures()}, each of them a key of {lost}, which has {len(own)} "
                               f"of {len(load.keys())}")
                figures.append(f"after 3 s the slowest refusal took {quick[-1] * 1000:.0f} ms")
                self.lab.power_on(lost)
                self.healthy()
                back = time.monotonic()
                load.await_requests(600)
                failures = load.failures(since=back + 1)
                ensure(not failures, "it is back, but\n" + "\n".join(map(str, failures[:10])))
                figures.append("none once it was back")

    def owners_are_the_rings(self):
        with self.step("every key is where the ring says") as figures:
            self.fill(self.ring_keys)
            ring = Ring(self._nodes())
            api = self.api()
            shares = dict.fromkeys(self._nodes(), 0)
            for key in self.ring_keys:
                owner = ring.owner(NAMESPACE, key)
                there, due = api.owner(NAMESPACE, key), f"{self.lab.hosts[owner].address}:6379"
                ensure(there == due, f"{key} is on {there}, not on {owner}, {due}")
                shares[owner] += 1
            figures.append(", ".join(f"{node} {keys}" for node, keys in shares.items()))

    def fill(self, keys):
        api = self.api()
        for start in range(0, len(keys), 500):
            status, body = api.call("POST", f"/api/v1/cache/{NAMESPACE}/mset", {
                "entries": [{"key": key, "value": key} for key in keys[start:start + 500]]})
            ensure(status == 200, f"the keys can not be stored: {status} {body}")

    def scale_out(self):
        new = "redis-4"
        with self.step("scale_out from 3 to 4 Redis nodes") as figures:
            self._only_ring_keys()
            before, after = Ring(self._nodes()), Ring([*self._nodes(), new])
            self.lab.hosts[new].groups = ("redis_nodes",)
            self.lab.note()
            outage = self._change_ring("scale_out")
            moved = {key for key in self.ring_keys if before.owner(NAMESPACE, key) != after.owner(NAMESPACE, key)}
            self._lost_exactly(moved)
            figures.append(f"{len(moved)} of {KEYS} keys moved, {len(moved) / KEYS:.1%}, as the ring predicts; "
                           f"no key is counted or listed twice; {outage}")
        self.owners_are_the_rings()
        with self.step("scale_out, once more") as figures:
            run = self.play.run("scale_out")
            ensure(run.changes() == 0, "it changed something again:\n" + "\n".join(run.changed_tasks()))
            figures.append("0 changed")

    def remove_node(self):
        removed = "redis-4"
        with self.step("remove_node from 4 to 3") as figures:
            refused = self.play.run("remove_node", may_fail=True, remove_node=removed, confirm="redis-1")
            ensure(refused.status != 0 and refused.changes() == 0, "it does not ask for confirmation")
            self._only_ring_keys()
            before = Ring(self._nodes())
            outage = self._change_ring("remove_node", remove_node=removed, confirm=removed)
            self.lab.hosts[removed].groups = ()
            self.lab.note()
            gone = {key for key in self.ring_keys if before.owner(NAMESPACE, key) == removed}
            self._lost_exactly(gone)
            figures.append(f"refused without the right confirmation; {len(gone)} keys were its own, and only they "
                           f"are gone; no key is counted or listed twice; {outage}")
        self.owners_are_the_rings()

    def _only_ring_keys(self):
        status, _ = self.api().call("DELETE", f"/api/v1/cache/{NAMESPACE}")
        ensure(status == 200, "the namespace can not be emptied")
        self.fill(self.ring_keys)

    def _change_ring(self, playbook: str, **variables) -> str:
        """Says for how long nothing was served."""
        with self.load() as load:
            load.may_lose(load.keys())
            load.await_requests(200)
            self.play.run(playbook, **variables)
            self.healthy()
            done = time.monotonic()
            load.await_requests(300)
            late = load.failures(since=done + 1)
            ensure(not late, "it is done, but\n" + "\n".join(map(str, late[:10])))
        failures = load.failures()
        api = self.api()
        for key in load.keys():
            api.delete(NAMESPACE, key)
        if not failures:
            return "no request failed meanwhile"
        return f"{len(failures)} of {load.requests()} requests failed, within {failures[-1].at - failures[0].at:.1f} s"

    def _lost_exactly(self, lost: set[str]):
        api = self.api()
        found = set()
        for start in range(0, KEYS, 500):
            page = self.ring_keys[start:start + 500]
            body = api.call("POST", f"/api/v1/cache/{NAMESPACE}/mget", {"keys": page})[1]
            found |= {key for key, result in body["results"].items() if result["found"]}
        expected = set(self.ring_keys) - lost
        ensure(found == expected, f"{len(found)} are found, {len(expected)} are to be; "
               f"{sorted(found ^ expected)[:5]} are of the difference")
        listed = api.keys(NAMESPACE)
        ensure(len(listed) == len(set(listed)), "keys are listed twice")
        ensure(set(listed) == expected, f"{len(listed)} are listed, {len(expected)} are to be")
        deadline = time.monotonic() + 2  # which is what processes may differ by
        while (counted := api.stats(NAMESPACE)["total_keys"]) != len(expected):
            ensure(time.monotonic() < deadline, f"{counted} are counted, {len(expected)} are to be")
            time.sleep(0.1)

    def back_up_and_restore(self):
        with self.step("backup, and restore") as figures:
            api = self.api()
            dumps = self.lab.directory / "dumps"
            dumps.mkdir()
            ensure(api.call("PUT", "/api/v1/namespaces/kept", {"default_ttl": 77})[0] == 201, "no namespace is made")
            self.play.run("backup", backup_fetch_to=str(dumps))
            dump = next(dumps.iterdir())
            api.call("DELETE", "/api/v1/namespaces/kept")
            api.call("PUT", "/api/v1/namespaces/later", {})
            refused = self.play.run("restore", may_fail=True, confirm="no")
            ensure(refused.status != 0, "restore does not ask for confirmation")
            with self.load() as load:
                load.await_requests(100)
                self.play.run("restore", restore_file=str(dump), confirm="ringcache")
                self._await_namespaces({"kept"}, {"later"})
                load.await_requests(100)
                self._none_failed(load, figures)
            ensure(api.call("GET", "/api/v1/namespaces/kept")[1]["default_ttl"] == 77, "it is not as it was")
            figures.append(f"a dump of {dump.stat().st_size} bytes; the namespace deleted since is back, "
                           "the one made since is gone")

    def _await_namespaces(self, there: set[str], gone: set[str], seconds=20):
        deadline = time.monotonic() + seconds
        api = self.api()
        while True:
            body = api.call("GET", "/api/v1/namespaces")[1]
            names = {namespace["name"] for namespace in body.get("namespaces", [])}
            if there <= names and not gone & names:
                return
            ensure(time.monotonic() < deadline, f"the namespaces are {sorted(names)}")
            time.sleep(0.2)

    def verify(self):
        with self.step("verify"):
            run = self.play.run("verify")
            ensure(run.changes() == 0, "it changed something:\n" + "\n".join(run.changed_tasks()))

    def _nodes(self) -> list[str]:
        return [host.name for host in self.lab.group("redis_nodes")]


def lint(steps: Steps):
    with steps.step("lint and syntax check") as figures:
        _quiet("yamllint", "--strict", ".")
        _quiet("ansible-lint", "--profile=production", "--strict", "--offline", "-q")
        books = sorted(book for book in (ANSIBLE / "playbooks").glob("*.yml"))
        _quiet("ansible-playbook", "-i", "inventories/example", "--syntax-check", *map(str, books))
        figures.append(f"ansible-lint and yamllint find nothing, {len(books)} playbooks parse")


def _quiet(*command: str):
    done = subprocess.run(command, cwd=ANSIBLE, text=True, capture_output=True, check=False,
                          stdin=subprocess.DEVNULL)
    ensure(done.returncode == 0, f"{command[0]}: {done.stdout}{done.stderr}")


@contextmanager
def booted(name: str, layout: str, steps: Steps):
    with steps.step(f"booting {len(LAYOUTS[layout])} hosts"):
        lab = Lab.up(name, LAYOUTS[layout], owned=True)
    try:
        yield lab
    except BaseException:
        if os.environ.get("RINGCACHE_LAB_KEEP"):
            lab.keep()
            print(f"{name} is left up, to look at; python3 ansible/lab down --name {name} ends it.", flush=True)
        else:
            lab.down()
        raise
    lab.down()


def short(name: str, steps: Steps):
    with booted(name, "short", steps) as lab:
        story = Story(lab, steps)
        story.site()
        story.cache_works()
        story.site_again()
        story.upgrade_under_load("lab-2")
    lint(steps)


def full(name: str, steps: Steps):
    lint(steps)
    with booted(name, "full", steps) as lab:
        story = FullStory(lab, steps)
        story.site()
        story.cache_works()
        story.site_again()
        story.check_mode()
        story.wrong_variable_stops()
        story.upgrade_under_load("lab-2")
        story.rollback_under_load("lab-2")
        story.failing_upgrade()
        story.rollback_under_load("broken")
        story.lose_a_service()
        story.lose_a_node()
        story.owners_are_the_rings()
        story.scale_out()
        story.remove_node()
        story.back_up_and_restore()
        story.verify()
        story.site_again("site, at the end")
    with booted(name, "memcached", steps) as lab:
        story = Story(lab, steps)
        story.site(ringcache_backend="memcached")
        story.cache_works()
        story.site_again(ringcache_backend="memcached")
        story.tls("self", ringcache_backend="memcached")
        story.tls("given", ringcache_backend="memcached")


def tell(story, name: str) -> int:
    """Runs it, and says how it ended."""
    steps = Steps()
    try:
        story(name, steps)
    except (Failed, OSError, RuntimeError, subprocess.SubprocessError) as e:
        print(f"\n{e}\n\n{steps.done} steps held, then one did not, after {steps.seconds():.0f} s.", flush=True)
        return 1
    print(f"All {steps.done} steps held, in {steps.seconds():.0f} s.", flush=True)
    return 0
