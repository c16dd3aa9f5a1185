#!/usr/bin/env python3
"""Sets Bimbing up and starts it. Needs Python 3.11 or newer, nothing else.

python3 start.py               the office: set up, then serve on http://127.0.0.1:8000
python3 start.py --practice    a practice office with 469 fictional clients, apart from the real one
python3 start.py test          set up and run every check and test
python3 start.py bimbing …     any command of the program, for example: bimbing import_register FILE

--port N       serve on another port          --setup-only   everything but serving
--offline      install from the folder `wheels/` instead of the network
"""

from __future__ import annotations

import argparse
import hashlib
import os
import socket
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
WHEELS = HERE / "wheels"


def say(sentence: str) -> None:
    print(sentence, flush=True)


def stop(sentence: str) -> None:
    sys.exit(f"\nBERHENTI: {sentence}")


def run(*command: str | Path, quiet: bool = False) -> int:
    return subprocess.call([str(part) for part in command], stdout=subprocess.DEVNULL if quiet else None)


def make_venv() -> None:
    if PYTHON.exists():
        return
    say("Menyiapkan Python untuk Bimbing (sekali saja) ...")
    if subprocess.call([sys.executable, "-m", "venv", str(VENV)]) != 0:
        stop(
            "modul 'venv' belum terpasang. Di Debian/Ubuntu jalankan:  sudo apt install python3-venv  "
            "lalu ulangi perintah ini."
        )


def install(requirements: Path, *, offline: bool) -> None:
    """Installs exactly what `requirements` pins, once for each content of that file."""
    wanted = hashlib.sha256(requirements.read_bytes() + sys.version.encode()).hexdigest()
    stamp = VENV / f"{requirements.stem}.stamp"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    say("Memasang paket yang dibutuhkan (kira-kira satu menit) ...")
    source = ["--no-index", "--find-links", WHEELS] if offline else []
    if offline and not WHEELS.is_dir():
        stop(f"folder {WHEELS} tidak ada. Salin folder 'wheels' dari media pemasangan ke sana.")
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary", ":all:"]
    if run(*pip, *source, "--require-hashes", "-r", requirements) != 0:
        stop(
            "paket tidak dapat dipasang. Periksa sambungan internet lalu ulangi. "
            "Tanpa internet: salin folder 'wheels' ke sini dan pakai  --offline."
        )
    (VENV / "bimbing-source.pth").unlink(missing_ok=True)
    site = subprocess.check_output(
        [PYTHON, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], text=True
    )
    Path(site.strip(), "bimbing-source.pth").write_text(str(HERE / "src"), encoding="utf-8")
    script = VENV / ("Scripts/bimbing.cmd" if os.name == "nt" else "bin/bimbing")
    script.write_text(
        f'@"{PYTHON}" -m bimbing %*\r\n'
        if os.name == "nt"
        else f'#!/bin/sh\nexec "{PYTHON}" -m bimbing "$@"\n'
    )
    script.chmod(0o755)
    stamp.write_text(wanted)


def check_port(port: int) -> None:
    with socket.socket() as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            stop(
                f"port {port} sedang dipakai (mungkin Bimbing sudah berjalan: buka http://127.0.0.1:{port}). "
                f"Pakai port lain dengan  --port {port + 1}"
            )


def wants_practice(data: Path) -> bool:
    """Offers the practice office at the very first start, to a person; a script is never asked."""
    if data.exists() or not sys.stdin.isatty():
        return False
    answer = input("Belum ada data. Buka kantor latihan dengan 469 klien rekaan dahulu? [y/T] ")
    return answer.strip().lower() in {"y", "ya", "yes"}


def choose_data(*, practice: bool) -> None:
    """The office's data, or the practice office's beside it: never the one in place of the other."""
    os.environ.setdefault("BIMBING_DATA", str(HERE / "data" / ("latihan" if practice else "kantor")))
    if practice:
        os.environ["BIMBING_PRACTICE"] = "1"


def serve(options: argparse.Namespace) -> int:
    choose_data(practice=options.practice or wants_practice(HERE / "data" / "kantor"))
    if not options.setup_only:
        check_port(options.port)
    command = [PYTHON, "-m", "bimbing", "up", "--port", options.port] + ["--setup-only"] * options.setup_only
    words = [str(part) for part in command]
    if os.name != "nt":
        os.execv(words[0], words)  # in place of this process: whoever stops it stops the server
    try:
        return run(*words)
    except KeyboardInterrupt:
        return 0


def main() -> int:
    if sys.version_info < (3, 11):
        stop(f"Bimbing memerlukan Python 3.11 atau lebih baru; di sini Python {sys.version.split()[0]}.")
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "what", nargs="?", choices=["serve", "test", "bimbing"], default="serve", help=argparse.SUPPRESS
    )
    parser.add_argument("--practice", action="store_true", help="kantor latihan")
    parser.add_argument("--port", type=int, default=8000, metavar="N")
    parser.add_argument("--setup-only", action="store_true", help="siapkan saja, jangan layani")
    parser.add_argument("--offline", action="store_true", help="pasang dari folder wheels")
    options, rest = parser.parse_known_args()
    if rest and options.what == "serve":
        parser.error(f"tidak dikenal: {' '.join(rest)}")
    make_venv()
    testing = options.what == "test"
    install(HERE / ("requirements-dev.txt" if testing else "requirements.txt"), offline=options.offline)
    if testing:
        return run(PYTHON, "-m", "tests", *rest)
    if options.what == "bimbing":
        choose_data(practice=options.practice)
        return run(PYTHON, "-m", "bimbing", *rest)
    return serve(options)


if __name__ == "__main__":
    sys.exit(main())
