"""The real service, started as on a public machine: under load, with faults, and with broken input."""
