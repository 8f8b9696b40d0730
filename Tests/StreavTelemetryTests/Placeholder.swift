// StreavTelemetryTests
