import Testing

/// What happens to a deployment when what it stands on breaks. One at a time: each has servers and programs of its own.
@Suite("Faults in production", .serialized)
enum ProductionFaultTests {}
