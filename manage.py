"""Django's command line, for those who look for it here. The same as `bimbing` in the virtual environment."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "src"))

from bimbing.config.console import main

if __name__ == "__main__":
    main()
