"""What every room stands on: clock, audit, access primitives, registries. Knows Django only."""
