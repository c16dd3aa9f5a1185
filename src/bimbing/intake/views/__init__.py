"""Pages of intake, one room each: the import, its columns, its answers, its look-alikes, its progress."""
