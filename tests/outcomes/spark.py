"""A real Spark cluster here: a master and two workers, each a process of its own, from the pyspark package."""

import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

SETTINGS = """spark.sql.shuffle.partitions 2
spark.default.parallelism 2
spark.executor.memory 900m
spark.driver.memory 1g
spark.ui.showConsoleProgress false
spark.ui.enabled false
"""
SILENT = """rootLogger.level = error
rootLogger.appenderRef.c.ref = c
appender.c.type = Console
appender.c.name = c
appender.c.target = SYSTEM_ERR
appender.c.layout.type = PatternLayout
"""
PATIENCE_S = 60


def missing():
    """Return why there can be no cluster here, or ""."""
    if not shutil.which("java"):
        return "no Java on this machine: Spark is not tested (it needs Java 17)"
    try:
        import pyspark  # noqa: F401 - only whether it is there
    except ImportError:
        return "pyspark is not installed: Spark is not tested (pip install pyspark==4.0.5)"
    return ""


@contextmanager
def cluster(folder: Path):
    """Run a cluster; give its address and the environment a driver needs."""
    import pyspark

    home = Path(pyspark.__file__).parent
    conf = folder / "conf"
    conf.mkdir()
    (conf / "spark-defaults.conf").write_text(SETTINGS, "utf-8")
    (conf / "log4j2.properties").write_text(SILENT, "utf-8")
    environment = {
        **os.environ,
        "SPARK_HOME": str(home),
        "SPARK_CONF_DIR": str(conf),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_LOCAL_DIRS": str(folder / "local"),
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_DAEMON_MEMORY": "256m",
    }
    port = free_port()
    address = f"spark://127.0.0.1:{port}"
    processes = []

    def start(*words):
        command = [str(home / "bin" / "spark-class"), *words]
        with (folder / f"log{len(processes)}.txt").open("w") as log:
            processes.append(subprocess.Popen(command, env=environment, stdout=log, stderr=log))

    try:
        start("org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", str(port), "--webui-port", "0")
        await_port(port)
        for number in range(2):
            work = folder / f"work{number}"
            name = "org.apache.spark.deploy.worker.Worker"
            sizes = ("--cores", "1", "--memory", "1g", "--work-dir", str(work), "--webui-port", "0")
            start(name, "--host", "127.0.0.1", *sizes, address)
        yield address, environment
    finally:
        for process in processes:
            process.kill()
        for process in processes:
            process.wait()


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def await_port(port):
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise TimeoutError("the master of the cluster did not start")
