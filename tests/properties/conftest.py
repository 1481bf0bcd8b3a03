"""Lets the properties import the naive reading and the random policies beside them."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
