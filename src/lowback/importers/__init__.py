"""Other people's catalogs to ours: every module here has `loads(text) -> Imported`; callers read and write files."""
