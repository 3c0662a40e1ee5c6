"""`python app.py` serves: the command of the README, in a process of its own."""

import os
import socket
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_the_command_greets_and_answers():
    port = free_port()
    command = [sys.executable, "app.py"]
    environment = {**os.environ, "HOST": "127.0.0.1", "PORT": str(port)}
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout.readline() == f"Backmap is on http://127.0.0.1:{port}  (Ctrl+C stops it)\n"
        with urlopen(f"http://127.0.0.1:{port}/?point=BL23", timeout=30) as answer:
            assert "BL23 Shènshù" in answer.read().decode()
    finally:
        server.terminate()
        server.stdout.close()
        server.wait(timeout=30)


def test_a_bad_port_stops_the_start_and_says_why():
    environment = {**os.environ, "PORT": "eighty"}
    run = subprocess.run(
        [sys.executable, "app.py"], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60
    )
    assert run.returncode != 0
    assert "PORT is 'eighty'; it must be a whole number from 1 to 65535" in run.stderr
