"""Texts with positions: JSON, TOML and YAML become plain trees that know where each value stands."""
