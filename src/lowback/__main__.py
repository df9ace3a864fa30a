"""`python -m lowback`."""

from .cli import main

raise SystemExit(main())
