"""What the desk's pages say."""
