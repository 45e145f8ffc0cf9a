"""Tests the files for those who host the app: tools can parse them, and they agree with each other."""

import json
import re

import kubernetes_validate
import pytest
import yaml
from streamlit.web.server.starlette.starlette_server_config import DEFAULT_WEBSOCKET_PING_INTERVAL

from model import PROJECT
from model.files import MAX_MEGABYTES
from model.version import VERSION
from tests.container import FOLDERS, read_steps
from views.classroom.classes import URL
from views.parts import words
from views.serving.headers import FRAMED_BY

DEPLOY, GITHUB = PROJECT / "deploy", PROJECT / ".github"
STEPS = read_steps((PROJECT / "Dockerfile").read_text())
COPIED = {name for step in STEPS if step.name == "COPY" for name in step.rest.split()[:-1]}
READ = re.compile(r'\bPROJECT / "([^"]+)"')  # a file or folder beside model/
SITE_ALONE = {"digits", "networks"}  # only a page without a server fetches these
(PORT,) = (int(step.rest) for step in STEPS if step.name == "EXPOSE")
MANIFEST = list(yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text()))
DEPLOYMENT, SERVICE, INGRESS, DATABASE, DATABASE_SERVICE = MANIFEST
(CONTAINER,) = DEPLOYMENT["spec"]["template"]["spec"]["containers"]
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
APPS = {name: each for name, each in COMPOSE["services"].items() if "build" in each}
NGINX = (DEPLOY / "nginx.conf").read_text()
LESSON_SECONDS = 45 * 60  # people also look at the page and listen


def gigabytes(size: str) -> int:
    return int(re.fullmatch(r"(\d+)(?:g|Gi)", size)[1])


# The image


def test_the_image_has_everything_that_the_package_has_and_the_app_reads():
    code = [
        *PROJECT.glob("*.py"),
        *(path for name in ("model", "views") for path in (PROJECT / name).rglob("*.py")),
    ]
    read = {
        name
        for path in code
        if path.name in COPIED or path.parent != PROJECT
        for name in READ.findall(path.read_text("utf-8"))
    }
    assert "locale" in read
    missing = {*FOLDERS, *read} - SITE_ALONE - COPIED
    assert not missing, f"the Dockerfile has no COPY of {sorted(missing)}"
    ignored = set((PROJECT / ".dockerignore").read_text().splitlines())
    assert not COPIED & ignored
    assert {"tests", "docs", ".git", ".venv*"} <= ignored


# Kubernetes


@pytest.mark.parametrize("each", MANIFEST, ids=lambda each: each["kind"])
def test_the_manifest_is_valid_for_kubernetes(each):
    kubernetes_validate.validate(each, kubernetes_validate.latest_version(), strict=True)


def test_labels_ports_and_names_refer_to_each_other():
    labels = {"app.kubernetes.io/name": "inkling"}
    for each in (DEPLOYMENT, SERVICE, INGRESS):
        assert (each["metadata"]["name"], each["metadata"]["labels"]) == ("inkling", labels)
    assert DEPLOYMENT["spec"]["template"]["metadata"]["labels"] == labels
    assert DEPLOYMENT["spec"]["selector"]["matchLabels"] == SERVICE["spec"]["selector"] == labels
    (port,) = CONTAINER["ports"]
    assert port["containerPort"] == PORT
    assert SERVICE["spec"]["ports"][0]["targetPort"] == port["name"]
    (path,) = INGRESS["spec"]["rules"][0]["http"]["paths"]
    assert (path["path"], path["pathType"]) == ("/", "Prefix")
    assert path["backend"]["service"]["name"] == SERVICE["metadata"]["name"]
    assert path["backend"]["service"]["port"]["name"] == SERVICE["spec"]["ports"][0]["name"]


def test_visitors_return_to_the_process_that_they_came_to_first_by_one_cookie():
    nginx, traefik = INGRESS["metadata"]["annotations"], SERVICE["metadata"]["annotations"]
    assert all(isinstance(value, str) for value in (*nginx.values(), *traefik.values()))
    (name,) = set(re.findall(r'"(\w+)=\$lot; Path=/; HttpOnly;', NGINX))
    assert set(re.findall(r"\$cookie_(inkling\w*)", NGINX)) == {name}
    of_nginx = {
        "affinity": "cookie",
        "affinity-mode": "persistent",
        "session-cookie-name": name,
        "session-cookie-samesite": "Lax",
    }
    of_traefik = {"": "true", ".name": name, ".httponly": "true", ".samesite": "lax"}
    cookie = "traefik.ingress.kubernetes.io/service.sticky.cookie"
    assert {
        f"nginx.ingress.kubernetes.io/{key}": value for key, value in of_nginx.items()
    }.items() <= nginx.items()
    assert {f"{cookie}{key}": value for key, value in of_traefik.items()}.items() <= traefik.items()


def test_a_file_of_the_largest_size_passes_the_server_and_every_proxy():
    """A form is a bit larger than its file."""
    said = INGRESS["metadata"]["annotations"]["nginx.ingress.kubernetes.io/proxy-body-size"]
    limits = re.findall(r"client_max_body_size (\d+m);", NGINX)
    assert [said, *limits] == [f"{MAX_MEGABYTES + 1}m"] * 2
    config = (PROJECT / ".streamlit" / "config.toml").read_text()
    assert re.findall(r"maxUploadSize = (\d+)", config) == [str(MAX_MEGABYTES)]


def test_a_pod_and_a_container_have_only_the_rights_that_they_need():
    pod, rights = DEPLOYMENT["spec"]["template"]["spec"], CONTAINER["securityContext"]
    (user,) = (step.rest for step in STEPS if step.name == "USER")
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", user)
    assert user == "{runAsUser}:{runAsGroup}".format(**pod["securityContext"])
    assert pod["securityContext"]["runAsNonRoot"] and rights["readOnlyRootFilesystem"]
    assert not rights["allowPrivilegeEscalation"] and rights["capabilities"] == {"drop": ["ALL"]}
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert pod["automountServiceAccountToken"] is pod["enableServiceLinks"] is False
    ((mount,), (volume,)) = CONTAINER["volumeMounts"], pod["volumes"]
    assert (mount["mountPath"], volume["name"]) == ("/tmp", mount["name"])
    assert re.fullmatch(r"\d+Mi", volume["emptyDir"]["sizeLimit"])
    assert CONTAINER["image"] == f"inkling:{VERSION}"
    for each in APPS.values():
        assert each["read_only"] and each["tmpfs"] == "/tmp" and each["cap_drop"] == ["ALL"]
        assert each["security_opt"] == ["no-new-privileges:true"]


def test_a_pod_gets_what_it_requests_and_updates_never_remove_one_early():
    spec, resources = DEPLOYMENT["spec"], CONTAINER["resources"]
    assert spec["replicas"] >= 2
    assert spec["strategy"]["rollingUpdate"] == {"maxUnavailable": 0}
    assert set(resources["limits"]) == {"memory"}  # a training may use a processor that nobody else wants
    assert gigabytes(resources["requests"]["memory"]) < gigabytes(resources["limits"]["memory"])
    assert resources["requests"]["cpu"] == "1"


def test_probes_spare_busy_pods_and_wait_for_starting_ones():
    start, ready, alive = (CONTAINER[f"{name}Probe"] for name in ("startup", "readiness", "liveness"))
    for probe in (start, ready, alive):
        assert probe["httpGet"] == {"path": "/_stcore/health", "port": "http"}
    (said,) = (step.rest for step in STEPS if step.name == "HEALTHCHECK")
    seconds = dict(re.findall(r"--([\w-]+)=(\d+)s", said))
    assert start["periodSeconds"] * start["failureThreshold"] == int(seconds["start-period"]) == 60
    assert alive["timeoutSeconds"] == alive["periodSeconds"] == int(seconds["timeout"]) == 10
    assert alive["failureThreshold"] * alive["periodSeconds"] >= 60
    assert (
        ready["timeoutSeconds"] <= ready["periodSeconds"] < alive["periodSeconds"] == int(seconds["interval"])
    )
    (own,) = re.findall(r"timeout=(\d+)\)", said)
    assert int(own) < int(seconds["timeout"])  # so that it reports the problem itself


# Containers on one machine


def test_every_container_restarts_by_itself_and_has_limits():
    for name, each in COMPOSE["services"].items():
        assert each["restart"] == "unless-stopped"
        assert re.fullmatch(r"\d+[mg]", each["mem_limit"])
        assert each["ulimits"]["nofile"] >= 8192, name
    assert len(APPS) == 2
    for each in APPS.values():
        assert (DEPLOY / each["build"] / "Dockerfile").resolve() == PROJECT / "Dockerfile"
        assert each["init"]  # it reaps the processes that a training leaves
        assert each["pids_limit"] >= 500
        assert gigabytes(each["mem_limit"]) == gigabytes(CONTAINER["resources"]["limits"]["memory"])


def test_nginx_waits_for_healthy_apps_and_checks_their_health():
    nginx = COMPOSE["services"]["nginx"]
    assert nginx["depends_on"] == {name: {"condition": "service_healthy"} for name in APPS}
    *command, address = nginx["healthcheck"]["test"]
    assert command[0] == "CMD" and address.endswith("/_stcore/health")
    assert {nginx["healthcheck"][name] for name in ("interval", "timeout")} == {"10s"}
    (mounted,) = nginx["volumes"]
    source, target, how = mounted.split(":")
    assert (DEPLOY / source).resolve() == DEPLOY / "nginx.conf"
    assert (target, how) == ("/etc/nginx/templates/default.conf.template", "ro")
    assert nginx["environment"]["INKLING_PROXIES"] == "${INKLING_PROXIES:-127.0.0.1}"


def test_a_school_behind_one_address_stays_within_nginx_s_limits():
    """Ninety people have seven connections each while a page loads, and upload two pictures each at once."""
    (connections,) = re.findall(r"^\s*limit_conn connections (\d+);", NGINX, re.MULTILINE)
    (burst,) = re.findall(r"^\s*limit_req zone=uploads burst=(\d+) nodelay;", NGINX, re.MULTILINE)
    assert 7 * 90 <= int(connections) <= COMPOSE["services"]["nginx"]["ulimits"]["nofile"] / 2 / 4
    assert int(burst) == 2 * 90
    assert re.findall(r"^limit_(?:conn|req)_zone (\S+)", NGINX, re.MULTILINE) == ["$binary_remote_addr"] * 2
    assert re.findall(r"^limit_(?:conn|req)_status (\d+);", NGINX, re.MULTILINE) == ["429"] * 2
    assert re.findall(r"^(?:real_ip_header|real_ip_recursive) (\S+);", NGINX, re.MULTILINE) == [
        "X-Forwarded-For",
        "on",
    ]


def test_nginx_forwards_the_client_s_headers_and_buffers_nothing():
    handed = dict(re.findall(r"^\s*proxy_set_header (\S+)\s+(\S+);", NGINX, re.MULTILINE))
    assert handed == {
        "Host": "$http_host",
        "X-Forwarded-For": "$remote_addr",
        "X-Forwarded-Proto": "$proto",
        "Upgrade": "$http_upgrade",
        "Connection": "$connection_header",
    }
    for said in ("proxy_http_version 1.1", "proxy_buffering off", "server_tokens off"):
        assert f"    {said};" in NGINX
    (small,) = re.findall(r"client_max_body_size (\d+)k;", NGINX)
    assert int(small) <= 64  # for anything but an upload


def test_compose_publishes_nginx_s_port_and_nginx_asks_the_image_s_port():
    (listen,) = re.findall(r"^\s*listen (\d+);", NGINX, re.MULTILINE)
    nginx = COMPOSE["services"]["nginx"]
    assert [published.split(":")[-1] for published in nginx["ports"]] == [listen]
    assert f"http://127.0.0.1:{listen}/" in nginx["healthcheck"]["test"][-1]
    assert set(re.findall(r"^\s*server (\S+);", NGINX, re.MULTILINE)) == {f"{name}:{PORT}" for name in APPS}
    (outside,) = (published.split(":")[0] for published in nginx["ports"])
    assert f"http://localhost:{outside}" in (DEPLOY / "compose.yaml").read_text()
    assert f"http://localhost:{outside}/" in (GITHUB / "workflows" / "test.yml").read_text()


def test_visitors_who_only_look_are_not_cut_off():
    """Streamlit pings before nginx or the cluster's proxy would close the connection."""
    said = INGRESS["metadata"]["annotations"]
    for way in ("read", "send"):
        waits = re.findall(rf"^\s*proxy_{way}_timeout (.+);", NGINX, re.MULTILINE)
        assert [each[-1] for each in waits] == ["h"], f"proxy_{way}_timeout is {waits}, not a number of hours"
        seconds = int(said[f"nginx.ingress.kubernetes.io/proxy-{way}-timeout"])
        assert 3600 * int(waits[0][:-1]) == seconds >= LESSON_SECONDS
        assert seconds > 2 * DEFAULT_WEBSOCKET_PING_INTERVAL


def test_every_setting_that_is_read_is_documented_and_set():
    """These are the placeholders in nginx's file and the environment variables that the app reads."""
    given = COMPOSE["services"]["nginx"]["environment"]
    asked = set(re.findall(r"^[^#\n]*\$\{(\w+)\}", NGINX, re.MULTILINE))
    assert asked == set(given) - {"NGINX_ENVSUBST_FILTER"}
    assert all(re.match(given["NGINX_ENVSUBST_FILTER"], name) for name in asked)
    for each in APPS.values():
        assert each["environment"] == {
            FRAMED_BY: f"${{{FRAMED_BY}:-}}",
            URL: f"${{{URL}:-postgresql://inkling@database/inkling}}",
            "FORWARDED_ALLOW_IPS": "*",  # nginx alone reaches them
        }
    guide = (DEPLOY / "README.md").read_text()
    assert all(name in guide for name in (*asked, FRAMED_BY, URL))


def test_app_processes_share_a_private_database_that_stays_in_memory():
    database = COMPOSE["services"]["database"]
    inside = {name for name, each in COMPOSE["services"].items() if "classes" in each.get("networks", [])}
    assert inside == {*APPS, "database"}
    assert COMPOSE["networks"]["classes"]["internal"]
    assert "ports" not in database and "volumes" not in database
    assert database["environment"]["POSTGRES_USER"] == "inkling"
    assert any(each.startswith("/var/lib/postgresql/data:") for each in database["tmpfs"])
    assert (database["read_only"], database["cap_drop"]) == (True, ["ALL"])


def test_pods_share_a_database_whose_password_is_a_secret():
    env = {each["name"]: each for each in CONTAINER["env"]}
    (postgres,) = DATABASE["spec"]["template"]["spec"]["containers"]
    theirs = {each["name"]: each for each in postgres["env"]}
    host, labels = DATABASE_SERVICE["metadata"]["name"], DATABASE["spec"]["template"]["metadata"]["labels"]
    assert env[URL]["value"] == f"postgresql://inkling:$(INKLING_DATABASE_PASSWORD)@{host}/inkling"
    assert env["INKLING_DATABASE_PASSWORD"]["valueFrom"] == theirs["POSTGRES_PASSWORD"]["valueFrom"]
    assert theirs["POSTGRES_USER"]["value"] == "inkling"
    assert DATABASE_SERVICE["spec"]["selector"] == DATABASE["spec"]["selector"]["matchLabels"] == labels
    assert postgres["image"] == COMPOSE["services"]["database"]["image"]
    assert DATABASE["spec"]["replicas"] == 1
    (memory,) = DATABASE["spec"]["template"]["spec"]["volumes"]
    assert memory["emptyDir"]["medium"] == "Memory"


def test_every_way_of_serving_starts_app_py_with_its_headers():
    (command,) = (step.rest for step in STEPS if step.name == "CMD")
    assert json.loads(command)[-2:] == ["run", "app.py"]
    apps = [each for name, each in COMPOSE["services"].items() if name != "database"]
    assert not {"command", "entrypoint"} & {name for each in apps for name in each}
    assert not {"command", "args"} & set(CONTAINER)
    for name in ("Makefile", "README.md"):
        started = re.findall(r"streamlit run (\S+\.py)", (PROJECT / name).read_text())
        assert set(started) == {"app.py"}, name


# Hosts


def test_the_space_uses_the_image_s_port():
    _, front, rest = (DEPLOY / "huggingface" / "README.md").read_text().split("---\n")
    said = yaml.safe_load(front)
    assert (said["sdk"], said["app_port"], said["title"]) == ("docker", PORT, words.TITLE)
    assert len(said["short_description"]) <= 60  # a Space's limit
    assert rest.strip() == words.DESCRIPTION


def test_the_devcontainer_installs_and_shows_the_page():
    said = json.loads((PROJECT / ".devcontainer" / "devcontainer.json").read_text())
    assert said["forwardPorts"] == [PORT]
    assert said["postCreateCommand"] == "make .venv/test-installed"


def test_the_workflow_tests_every_allowed_python():
    workflow = yaml.safe_load((GITHUB / "workflows" / "test.yml").read_text())
    low, high = re.search(
        r'requires-python = ">=3\.(\d+),<3\.(\d+)"', (PROJECT / "pyproject.toml").read_text()
    ).groups()
    allowed = [f"3.{minor}" for minor in range(int(low), int(high))]
    assert workflow["jobs"]["test"]["strategy"]["matrix"]["python"] == allowed
    commands = {step.get("run") for job in workflow["jobs"].values() for step in job["steps"]}
    assert {"make test-all", "make lint", "make audit"} <= commands
    assert workflow["permissions"] == {"contents": "read"}
    assert (PROJECT / ".python-version").read_text().strip() in allowed


def test_dependabot_covers_everything_with_a_version():
    said = yaml.safe_load((GITHUB / "dependabot.yml").read_text())
    looked_after = {(each["package-ecosystem"], each["directory"]) for each in said["updates"]}
    assert looked_after == {
        *(("pip", "/"), ("npm", "/"), ("github-actions", "/"), ("docker", "/"), ("docker-compose", "/deploy"))
    }


def test_every_target_that_is_called_is_in_the_makefile():
    targets = set(re.findall(r"^([\w./-]+):", (PROJECT / "Makefile").read_text(), re.MULTILINE))
    called = set()
    for path in (*PROJECT.glob("*.md"), *(GITHUB / "workflows").glob("*.yml"), DEPLOY / "README.md"):
        called |= set(re.findall(r"(?:^|`|run: )make ([\w./-]+)", path.read_text(), re.MULTILINE))
    assert called <= targets
    assert {"app", "test", "lint", "audit", "lock"} <= called
