"""How fast the platform is: `make bench` measures it, on the machine at hand."""
