"""Speed and memory, measured beside peers and C floors in one run: `make bench`."""
