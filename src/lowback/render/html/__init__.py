"""Pages that need nothing beside themselves: no network, no script that is not their own."""
